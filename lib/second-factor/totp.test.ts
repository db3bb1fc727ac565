import { describe, expect, test } from 'vitest';
import { product } from '../config/product';
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
    [1, now + 1],
    [2, undefined],
  ])('of the half minute T%i belongs to %s', (later, step) => {
    expect(stepOfCode(rfc, codeOf(rfc, now + later), now)).toBe(step);
  });

  test('that two steps have in common belongs to the younger, so that it works once', () => {
    // Found by search.
    expect([codeOf(rfc, 153_567), codeOf(rfc, 153_569)]).toEqual(['468457', '468457']);
    expect(stepOfCode(rfc, '468457', 153_568)).toBe(153_569);
  });
});

test('a seed has 160 bits, and no two are alike', () => {
  const seeds = Array.from({ length: 200 }, newSeed);
  for (const seed of seeds) expect(seed).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(seeds).size).toBe(200);
});

test.each(['r&d@example.com', 'a/b?c#d%e@example.com', "o'hara+x={y}@example.com"])(
  'the app reads the address %s as it is',
  (email) => {
    const uri = new URL(setupUri(rfc, email));
    expect(decodeURIComponent(uri.pathname)).toBe(`/${product.name}:${email}`);
    expect([...uri.searchParams.keys()].sort()).toEqual(
      [...new URL(setupUri(rfc, 'ada@example.com')).searchParams.keys()].sort(),
    );
  },
);

test('the app is told the key, the product and the address; the person reads the key in fours', () => {
  const uri = new URL(setupUri(rfc, 'ada+x@example.com'));
  expect(uri.protocol).toBe('otpauth:');
  expect(uri.searchParams.get('secret')).toBe(rfc);
  expect(uri.searchParams.get('issuer')).toBe(product.name);
  expect(decodeURIComponent(uri.pathname)).toContain(`${product.name}:ada+x@example.com`);
  expect(keyWords(rfc)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
});
