import { expect, test } from 'vitest';
import { wrongCodeSentence } from './factors';

test.each([
  ['app', 'wait for the next one'],
  ['recovery', 'another one from your list'],
  ['either', 'another recovery code'],
] as const)('a wrong code of the kind %s is answered with what to do next', (kind, words) => {
  expect(wrongCodeSentence(undefined, 'you sign in again', kind)).toContain(words);
  expect(wrongCodeSentence(1, 'you sign in again', kind)).toMatch(/1 try left, then you sign in again\.$/);
});

test('anyone who types a recovery code is not told to wait for the next one', () => {
  expect(wrongCodeSentence(3, '', 'recovery')).not.toContain('wait');
});
