import { expect, test } from 'vitest';
import { readRecoveryCode } from '../typed/code';
import { newRecoveryCode } from './recovery';

test('a code is 24 characters of a 32-letter alphabet, 120 bits, in groups of four', () => {
  const codes = Array.from({ length: 300 }, newRecoveryCode);
  for (const code of codes) {
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(readRecoveryCode(code)).toBe(code.replaceAll('-', ''));
  }
  expect(new Set(codes).size).toBe(300);
  // All of the alphabet, so that every character holds its five bits.
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
});
