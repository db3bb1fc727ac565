import { expect, test } from 'vitest';
import { looksLikeRecoveryCode, newRecoveryCode, normaliseRecoveryCode } from './recovery';

test('a code is 24 characters of a 32-letter alphabet, 120 bits, in groups of four', () => {
  const codes = Array.from({ length: 300 }, newRecoveryCode);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(new Set(codes).size).toBe(300);
  // All of the alphabet, so that every character holds its five bits.
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
});

test.each([
  ['abcd-efgh-jkmn-pqrs-tvwx-yz01', 'ABCDEFGHJKMNPQRSTVWXYZ01'],
  [' ABCD EFGH JKMN PQRS TVWX YZ01\n', 'ABCDEFGHJKMNPQRSTVWXYZ01'],
  ['ABCD–EFGH—JKMN‐PQRS-TVWX-YZoI', 'ABCDEFGHJKMNPQRSTVWXYZ01'],
])('%j is read as it was meant', (typed, meant) => {
  expect(normaliseRecoveryCode(typed)).toBe(meant);
  expect(looksLikeRecoveryCode(typed)).toBe(true);
});

test.each(['', '123456', 'ABCD-EFGH', 'U'.repeat(24), 'A'.repeat(25), 'A'.repeat(23)])(
  '%j is none',
  (typed) => {
    expect(looksLikeRecoveryCode(typed)).toBe(false);
  },
);
