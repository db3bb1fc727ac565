import { describe, expect, test } from 'vitest';
import { codeOf, keyWords, newSeed, setupUri, stepOfCode } from './totp';

/** "12345678901234567890", the key of RFC 6238's appendix B. */
const rfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
])('at second %i the code is that of RFC 6238', (second, code) => {
  expect(codeOf(rfc, Math.floor(second / 30))).toBe(code);
});

describe('a code', () => {
  const now = 59_000_000;
  test.each([
    [-2, undefined],
    [-1, now - 1],
    [0, now],
    [1, undefined],
    [2, undefined],
  ])('of the half minute T%i belongs to %s', (later, step) => {
    expect(stepOfCode(rfc, codeOf(rfc, now + later), now)).toBe(step);
  });

  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', ' 287082', '28708２'])(
    'that is no six digits (%j) is none',
    (typed) => {
      expect(stepOfCode(rfc, typed, 1)).toBeUndefined();
    },
  );
});

test('a seed has 160 bits, and no two are alike', () => {
  const seeds = Array.from({ length: 200 }, newSeed);
  for (const seed of seeds) expect(seed).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(seeds).size).toBe(200);
});

test('the app is told the key, the product and the address; the person reads the key in fours', () => {
  const uri = new URL(setupUri(rfc, 'ada+x@example.com'));
  expect(uri.protocol).toBe('otpauth:');
  expect(uri.searchParams.get('secret')).toBe(rfc);
  expect(uri.searchParams.get('issuer')).toBe('Latchkey');
  expect(decodeURIComponent(uri.pathname)).toContain('Latchkey:ada+x@example.com');
  expect(keyWords(rfc)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
});
