import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeDevice } from './device';

const table = readFileSync(new URL('../tests/support/user-agents.txt', import.meta.url), 'utf8');
const rows = table
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [name: string, kind: string, userAgent: string]);

test('the table was read', () => {
  expect(rows.length).toBeGreaterThan(170);
  for (const row of rows) expect(row).toHaveLength(3);
});

test.each(rows)('%s, %s: %s', (name, kind, userAgent) => {
  expect(describeDevice(userAgent)).toEqual({ name, kind });
});

test('what is longer than any of them is looked at no further', () => {
  expect(describeDevice('A'.repeat(16_384))).toEqual({ name: 'Unknown device', kind: 'unknown' });
});

test('whatever is around it, no word of a user agent gets into a name', () => {
  const words = ['Charged-499', 'Call', 'evil'];
  for (const [, , userAgent] of rows)
    for (const word of words)
      for (const agent of [
        `${word} ${userAgent}`,
        `${userAgent} ${word}/1`,
        `${word}Bot/1.0 ${userAgent}`,
        userAgent.replaceAll(/\/\d/g, `/${word}`),
        userAgent.replace('(', `(${word}; `),
        userAgent.replace('(', `(compatible; ${word}-bot/1.0; `),
      ])
        expect(describeDevice(agent).name.toLowerCase()).not.toContain(word.toLowerCase());
});
