import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readModules } from '../tests/support/modules';
import { hashOfSecret, looksLikeSecret, newSecret } from './secret';

test('a secret is 43 characters that need no escaping in a URL or a cookie', () => {
  expect(newSecret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(newSecret()).not.toBe(newSecret());
});

test('a thousand secrets are a thousand different ones of 256 bits', () => {
  const secrets = Array.from({ length: 1000 }, newSecret);
  expect(new Set(secrets).size).toBe(1000);
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
});

test('no two of a thousand begin with the same eight bytes: nothing in them counts or tells the time', () => {
  const beginnings = Array.from({ length: 1000 }, () => newSecret().slice(0, 11));
  expect(new Set(beginnings).size).toBe(1000);
});

test('what is stored is the SHA-256 of the secret as text', () => {
  expect(hashOfSecret('abc').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  const secret = newSecret();
  expect(hashOfSecret(secret)).toEqual(createHash('sha256').update(secret).digest());
});

test('every new secret looks like one', () => {
  expect(Array.from({ length: 100 }, newSecret).every(looksLikeSecret)).toBe(true);
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

test('nobody else makes one, or knows one by its shape', () => {
  const copies = [...readModules().values()].filter(
    ({ path, text }) =>
      /^(app|lib|db)\//.test(path) &&
      !path.endsWith('.test.ts') &&
      /randomBytes\(\d+\)\.toString\('base64url'\)|_-\]\{\d+\}/.test(text),
  );
  expect(copies.map(({ path }) => path)).toEqual(['lib/secret.ts']);
});
