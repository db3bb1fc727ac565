import { describe, expect, test } from 'vitest';
import { TooBusy } from '../one-at-a-time';
import { decoyHash, hashPassword, needsRehash, verifyPassword } from './password-hash';

// Asked for together with the policy; nothing here connects to it.
process.env.DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none';

const password = 'seven unlikely otters';
const parametersOf = (hash: string) => hash.split('$').slice(0, 4).join('$');

test('the decoy costs what a fresh hash costs, and its parts are as long', async () => {
  const fresh = await hashPassword(password);
  expect(parametersOf(decoyHash)).toBe('$argon2id$v=19$m=19456,t=2,p=1');
  expect(parametersOf(decoyHash)).toBe(parametersOf(fresh));
  expect(needsRehash(decoyHash)).toBe(false);
  expect(decoyHash).toHaveLength(fresh.length);
});

test('no password opens the decoy, not even for nobody', async () => {
  for (const typed of ['', password, decoyHash]) expect(await verifyPassword(undefined, typed)).toBe(false);
});

test('a password verifies against its own hash and no other', async () => {
  const hash = await hashPassword(password);
  expect(await verifyPassword(hash, password)).toBe(true);
  expect(await verifyPassword(hash, `${password} `)).toBe(false);
  expect(await verifyPassword(await hashPassword(`${password}!`), password)).toBe(false);
});

test('every one of 128 characters counts', async () => {
  const longest = 'ab'.repeat(64);
  const hash = await hashPassword(longest);
  expect(await verifyPassword(hash, longest)).toBe(true);
  expect(await verifyPassword(hash, `${longest.slice(0, -1)}c`)).toBe(false);
  expect(await verifyPassword(hash, longest.slice(0, 72))).toBe(false);
});

describe('hashing waits its turn', () => {
  test('two at once and a hundred in the queue; who comes later is told so at once', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 110 }, () => verifyPassword(undefined, password)),
    );
    const late = answers.filter((answer) => answer.status === 'rejected');
    expect(late).toHaveLength(8);
    for (const { reason } of late) expect(reason).toBeInstanceOf(TooBusy);
    expect(answers.findIndex(({ status }) => status === 'rejected')).toBe(102);
    expect(await verifyPassword(undefined, password)).toBe(false);
  });
});
