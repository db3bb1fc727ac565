import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parsePolicy } from '../lib/config/policy';
import { root } from './child';
import { envExample, policyTable, withConsequencesTable, withLifeOfSession, withPolicyTable } from './docs';

const read = (name: string) => readFileSync(join(root, name), 'utf8');

it('the README prints the policy that the code enforces; if not, run npm run docs:generate', () => {
  const readme = read('README.md');
  expect(withPolicyTable(readme, parsePolicy({}))).toBe(readme);
});

it('the README pictures the life of a session with every reason it can end for; if not, run npm run docs:generate', () => {
  const readme = read('README.md');
  expect(withLifeOfSession(readme)).toBe(readme);
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
