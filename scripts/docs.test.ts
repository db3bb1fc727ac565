import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parsePolicy } from '../lib/config/policy';
import { root } from './child';
import { envExample, policyTable, withConsequencesTable, withEverything } from './docs';
import { variables } from './docs-variables';

const read = (name: string) => readFileSync(join(root, name), 'utf8');

it('the README prints the policy, the variables and every reason for an end as the code has them; if not, run npm run docs:generate', () => {
  const readme = read('README.md');
  expect(withEverything(readme)).toBe(readme);
});

it('every variable that the code reads is listed', () => {
  const files = ['env', 'mail-address', 'providers'].map((name) => read(`lib/config/${name}.ts`));
  const asked = files.flatMap((text) =>
    [...text.matchAll(/\bsource\.([A-Z][A-Z_]+)/g)].map(([, name]) => name),
  );
  const listed = variables.flatMap(({ names }) => names);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((name = '') => name !== 'NODE_ENV' && !listed.includes(name))).toEqual([]);
});

it('.env.example lists every setting with its default; if not, run npm run docs:generate', () => {
  expect(read('.env.example')).toBe(envExample());
});

it('docs/accounts.md prints what each event does; if not, run npm run docs:generate', () => {
  const accounts = read('docs/accounts.md');
  expect(withConsequencesTable(accounts)).toBe(accounts);
});

it('the table follows the policy it is given', () => {
  expect(policyTable(parsePolicy({ SESSION_IDLE_TIMEOUT: '15m' }))).toContain(
    '| Idle timeout | 15 minutes |',
  );
});
