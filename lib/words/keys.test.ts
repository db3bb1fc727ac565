import { expect, test } from 'vitest';
import { keyEndReasons } from '../api-key/rules';
import { keyEndWords, keyExpiryWords, keyUseWords, scopeLabel } from './keys';

test.each([
  [undefined, '203.0.113.0', 'Not used yet'],
  [0, '203.0.113.0', 'Last used just now from 203.0.113.0'],
  [59, null, 'Last used just now'],
  [60, null, 'Last used 1 minute ago'],
  [180, '203.0.113.0', 'Last used 3 minutes ago from 203.0.113.0'],
  [3600, null, 'Last used 1 hour ago'],
  [12 * 86_400 + 3600, null, 'Last used 12 days ago'],
])('a key that was used %s seconds ago from %s', (seconds, from, words) => {
  expect(keyUseWords(seconds, from)).toBe(words);
});

test.each([
  [12 * 86_400 + 3600, 'expires in 12 days'],
  [30 * 86_400 - 5, 'expires in 30 days'],
  [86_400, 'expires in 1 day'],
  [7200, 'expires in 2 hours'],
  [30, 'expires in 30 seconds'],
])('a key that has %i seconds left %s', (seconds, words) => {
  expect(keyExpiryWords(seconds)).toBe(words);
});

test('every end has its words, and anything else has none', () => {
  const words = keyEndReasons.map((reason) => keyEndWords(reason));
  expect(new Set(words).size).toBe(keyEndReasons.length);
  expect(words).not.toContain(undefined);
  expect([keyEndWords(null), keyEndWords('toString'), keyEndWords('')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a scope that there is no longer says its name', () => {
  expect(scopeLabel('me:read')).toBe('See your name and address');
  expect(scopeLabel('constructor')).toBe('constructor');
});
