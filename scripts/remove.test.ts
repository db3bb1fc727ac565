import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isStarter, ownCopy } from '../tests/support/own-copy';
import { root } from './child';
import { faultsOfMarks, partNames } from './remove-marks';
import { parts } from './remove-parts';
import { mayHaveMarks, partsThere } from './remove-tree';

/** They read the whole tree, and a cut in the wrong place shows in one of them. CI runs the rest. */
const treeTests = [
  ...['citations', 'exports', 'owners', 'seams'].map((name) => `tests/${name}.test.ts`),
  'scripts/docs.test.ts',
];

let folder: string;
let paths: readonly string[];

beforeAll(() => {
  ({ folder, paths } = ownCopy('remove'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without what tells a Vitest inside of another one that it is a part of it. */
const plainEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|TEST$)/.test(name)),
  ) as NodeJS.ProcessEnv;

const program = (name: string) => join(folder, 'node_modules', '.bin', name);
const inCopy = (...args: string[]) =>
  new Promise<{ code: number | null; output: string }>((done) => {
    let output = '';
    const child = spawn(process.execPath, args, { cwd: folder, env: plainEnvironment() });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('close', (code) => done({ code, output }));
  });
const remove = (...names: string[]) => inCopy('--import', 'tsx', 'scripts/remove.ts', ...names);
const text = (path: string) => readFileSync(join(folder, path), 'utf8');

test('every mark of this checkout names a part and ends, and every path of a part that is there is whole', () => {
  const faults = paths
    .filter(mayHaveMarks)
    .flatMap((path) => faultsOfMarks(text(path)).map((fault) => `${path}: ${fault}`));
  expect(faults).toEqual([]);
  const halves = partsThere(folder).flatMap((name) =>
    parts[name].paths.filter((path) => !paths.some((each) => each === path || each.startsWith(`${path}/`))),
  );
  expect(halves, 'a file of a part was moved: correct scripts/remove-parts.ts').toEqual([]);
});

// Whoever has renamed it may have built on these parts, or has removed them.
describe.runIf(isStarter && partsThere(root).length > 0).sequential('a copy of this checkout', () => {
  test('refuses where nothing could take the change back', async () => {
    const { code, output } = await remove('nothing');
    expect([code, output]).toEqual([1, expect.stringContaining('There is nothing called "nothing"')]);
    const unsaved = await remove(...partsThere(root));
    expect([unsaved.code, unsaved.output]).toEqual([1, expect.stringContaining('add --force')]);
    expect(partsThere(folder)).toEqual(partsThere(root));
  });

  test('loses every part, and its tables by a migration of its own', async () => {
    const before = readdirSync(join(folder, 'db/migrations/own'));
    const { code, output } = await remove(...partsThere(root), '--force');
    expect(code, output).toBe(0);
    expect(partsThere(folder)).toEqual([]);
    const added = readdirSync(join(folder, 'db/migrations/own')).filter((name) => !before.includes(name));
    expect(added).toEqual([expect.stringMatching(/^\d{4}_remove_[a-z_]+\.sql$/)]);
    expect(text(`db/migrations/own/${added[0]}`)).toMatch(/^DROP TABLE "/);
  });

  test('has no mark of them left', () => {
    const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const own = all.filter((path) => !path.startsWith('node_modules') && mayHaveMarks(path));
    const marks = new RegExp(`(only: (${partNames.join('|')})\\b|without (${partNames.join('|')}): )`);
    expect(own.filter((path) => marks.test(text(path)))).toEqual([]);
  });

  test('has nothing unused and nothing that leads nowhere', async () => {
    const { code, output } = await inCopy(program('knip'));
    expect(code, output).toBe(0);
  });

  test('has the types that it says', async () => {
    const { code, output } = await inCopy(program('tsc'), '--noEmit');
    expect(code, output).toBe(0);
  });

  test('passes the tests that read the tree', async () => {
    const there = treeTests.filter((path) => paths.includes(path));
    expect(there).toEqual(treeTests);
    const { code, output } = await inCopy(program('vitest'), 'run', '--maxWorkers=1', ...treeTests);
    expect(code, output).toBe(0);
  });

  test('loses what a later version brings of a part that is gone', async () => {
    const path = join(folder, 'lib/later.ts');
    writeFileSync(path, 'export const kept = 1;\nexport const theirs = 2; // only: plans or drafts\n');
    const { code, output } = await remove('plans', 'drafts', '--force');
    expect(code, output).toBe(0);
    expect(text('lib/later.ts')).toBe('export const kept = 1;\n');
    rmSync(path);
  });

  test('says so when it is asked again', async () => {
    const { code, output } = await remove('sample');
    expect([code, output]).toEqual([1, expect.stringContaining('This checkout has no sample any more.')]);
  });
});
