import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashOfSecret, looksLikeSecret, newSessionSecret } from './secret';

test('a thousand secrets are a thousand different ones of 256 bits', () => {
  const secrets = Array.from({ length: 1000 }, newSessionSecret);
  expect(new Set(secrets).size).toBe(1000);
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
});

test('no two of a thousand begin with the same eight bytes: nothing in them counts or tells the time', () => {
  const beginnings = Array.from({ length: 1000 }, () => newSessionSecret().slice(0, 11));
  expect(new Set(beginnings).size).toBe(1000);
});

test('what is stored is the SHA-256 of the secret as text', () => {
  expect(hashOfSecret('abc').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  const secret = newSessionSecret();
  expect(hashOfSecret(secret)).toEqual(createHash('sha256').update(secret).digest());
});

test('every new secret looks like one', () => {
  expect(Array.from({ length: 100 }, newSessionSecret).every(looksLikeSecret)).toBe(true);
});

const whole = 'A'.repeat(43);
test.each([
  ['one character short', whole.slice(1)],
  ['one too long', `${whole}A`],
  ['with padding', `${whole.slice(1)}=`],
  ['with a slash', `${whole.slice(1)}/`],
  ['with a line break', `${whole}\n`],
  ['with NUL', `${whole.slice(1)}\0`],
  ['empty', ''],
  ['a list', [whole]],
  ['an object', { toString: () => whole }],
  ['nothing', undefined],
  ['a number', 1],
])('%s does not look like a secret', (_what, value) => {
  expect(looksLikeSecret(value)).toBe(false);
});
