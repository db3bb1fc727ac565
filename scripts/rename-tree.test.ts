import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product } from '../lib/config/product';
import { isStarter, ownCopy } from '../tests/support/own-copy';
import { root } from './child';
import { letterMarks } from './mark-letters';
import type { ProductIdentity } from './rename-rules';
import { identityOf, leftoversOf, renameTree } from './rename-tree';

// Put together, so that these lines are none that say the name.
const first: ProductIdentity = {
  name: ['Kettle', 'Söhne’s'].join(' & '),
  slug: ['kettle', 'soehnes'].join('-'),
  colour: '#0f766e',
  mark: letterMarks.get('K') ?? '',
};
const second: ProductIdentity = {
  ...first,
  name: ["Quill's", 'Corner'].join(' '),
  slug: ['quills', 'corner'].join('-'),
};

let folder: string;
let paths: readonly string[];
const bytes = () => new Map(paths.map((path) => [path, readFileSync(join(folder, path)).toString('base64')]));
let original: ReadonlyMap<string, string>;

beforeAll(() => {
  ({ folder, paths } = ownCopy('rename'));
  original = bytes();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (path: string) => readFileSync(join(folder, path), 'utf8');
test('the package is called by the slug: the log of the first line takes it from there', () => {
  const named = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  expect(named('package.json').name).toBe(product.slug);
  expect(named('package-lock.json')).toMatchObject({
    name: product.slug,
    packages: { '': { name: product.slug } },
  });
});

describe.sequential('a copy of this checkout', () => {
  test('takes another name wherever its own stood', () => {
    const changed = renameTree(folder, first);
    expect(changed).toContain('lib/config/product.ts');
    expect(identityOf(folder)).toEqual(first);
    expect(JSON.parse(text('package.json')).name).toBe(first.slug);
    expect(JSON.parse(text('package-lock.json')).packages[''].name).toBe(first.slug);
    expect(text('.env.example')).toContain(`# MAIL_FROM=${first.name} <no-reply@example.com>`);
    expect(text('.env.example')).toContain(`@host:5432/${first.slug.replaceAll('-', '_')}\n`);
    expect(text('app/icon.svg')).toContain('fill="#0f766e"');
    expect(text('app/globals.css')).toContain('--accent: light-dark(#0f766e, ');
  });

  // A copy may write about the starter what it likes.
  test.runIf(isStarter)('has its old name in the licence and the credit line alone', () => {
    expect(leftoversOf(folder, paths, product)).toEqual([]);
    expect(text('LICENSE')).toContain(product.name);
  });

  test('does not change when it gets the name it has', () => {
    expect(renameTree(folder, first)).toEqual([]);
  });

  test('takes a third name, and nothing of the second is left', () => {
    renameTree(folder, second);
    expect(identityOf(folder)).toEqual(second);
    expect(text('lib/config/product.ts')).toContain(`  name: "${second.name}",\n`);
    expect(leftoversOf(folder, paths, first)).toEqual([]);
  });

  test('is the same to the last byte when it gets its own back', () => {
    renameTree(folder, identityOf(root));
    const now = bytes();
    expect(paths.filter((path) => now.get(path) !== original.get(path))).toEqual([]);
  });

  test('stays as it was where it cannot be renamed', () => {
    expect(() => renameTree(folder, { ...second, mark: 'nothing' })).toThrow('not a path');
    expect(identityOf(folder)).toEqual(identityOf(root));
  });
});

test('a line that still says the name is found, small or capital, and the credit line is not', () => {
  const found = leftoversOf(root, ['lib/config/product.ts', 'app/favicon.ico', 'gone.md'], product);
  expect(found[0]).toMatchObject({ path: 'lib/config/product.ts', text: expect.stringContaining('name: ') });
  expect(found.map(({ path }) => path)).not.toContain('app/favicon.ico');
});
