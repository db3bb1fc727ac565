import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parsePolicy } from '../lib/config/policy';
import { product } from '../lib/config/product';
import { newToken, tokenKinds, tokenPattern } from '../lib/opaque-token';
import { root } from './child';
import { envExample, generated, policyTables } from './docs';
import { gitleaksRule } from './docs-keys';
import { variablesOf } from './docs-variables';

const read = (name: string) => readFileSync(join(root, name), 'utf8');

it.each(Object.entries(generated))(
  '%s says what the code says; if not, run npm run docs:generate',
  (name, madeTrue) => {
    const document = read(name);
    expect(madeTrue(document)).toBe(document);
  },
);

it('every variable that the code reads is listed', () => {
  const files = ['env', 'mail-address', 'providers'].map((name) => read(`lib/config/${name}.ts`));
  const asked = files.flatMap((text) =>
    [...text.matchAll(/\bsource\.([A-Z][A-Z_]+)/g)].map(([, name]) => name),
  );
  const listed = variablesOf(product).flatMap(({ names }) => names);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((name = '') => name !== 'NODE_ENV' && !listed.includes(name))).toEqual([]);
});

it('.env.example lists every setting with its default; if not, run npm run docs:generate', () => {
  expect(read('.env.example')).toBe(envExample());
});

it('.gitleaks.toml finds every key and token; if not, run npm run docs:generate', () => {
  expect(read('.gitleaks.toml')).toBe(gitleaksRule());
  const [, found = ''] = /^regex = '''(.+)'''$/m.exec(read('.gitleaks.toml')) ?? [];
  for (const kind of tokenKinds) {
    const token = newToken(kind);
    expect(new RegExp(found).exec(`KEY="${token}";`)?.[0]).toBe(token);
  }
});

it('docs/api-keys.md has the expression of both kinds of key', () => {
  const [, found = ''] = /```regex\n(.+)\n```/.exec(read('docs/api-keys.md')) ?? [];
  expect(found).toBe(tokenPattern(['pat', 'svc']));
});

it('the table follows the policy it is given', () => {
  expect(policyTables(parsePolicy({ SESSION_IDLE_TIMEOUT: '15m' }))).toContain(
    '| Idle timeout | 15 minutes |',
  );
});
