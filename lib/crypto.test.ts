import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mac, sameMac, sha256 } from './crypto';

test('SHA-256 is SHA-256', () => {
  expect(sha256('').toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

const key = Buffer.alloc(32, 1);
const otherKey = Buffer.alloc(32, 2);

test('a MAC is HMAC-SHA-256 in base64url', () => {
  // RFC 4231, test case 2
  expect(
    Buffer.from(mac(Buffer.from('Jefe'), 'what do ya want for nothing?'), 'base64url').toString('hex'),
  ).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});

test('a MAC fits its key and its text, and no other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      expect(sameMac(mac(key, text), mac(key, text))).toBe(true);
      expect(sameMac(mac(key, text), mac(otherKey, text))).toBe(false);
      expect(sameMac(mac(key, text), mac(key, other))).toBe(text === other);
    }),
  );
});

test('MACs of different lengths are different, without an error', () => {
  expect(sameMac('', 'a')).toBe(false);
  expect(sameMac('a', '')).toBe(false);
  expect(sameMac('é', 'ab')).toBe(false);
  expect(sameMac('', '')).toBe(true);
});
