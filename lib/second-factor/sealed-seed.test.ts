import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { nameOfKey, openSeed, sealSeed } from './sealed-seed';

const secret = () => randomBytes(32).toString('base64url');
const [older, newer] = [secret(), secret()];
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test('what was sealed opens again, and nothing of it can be read', () => {
  const sealed = sealSeed(seed, 'ada', [older]);
  expect(openSeed(sealed, 'ada', [older])).toBe(seed);
  expect(sealed.sealedSeed.toString('latin1')).not.toContain(seed.slice(0, 6));
  expect(sealSeed(seed, 'ada', [older]).sealedSeed).not.toEqual(sealed.sealedSeed);
});

test('after a rotation the older secret still opens, the newest seals, and a dropped one opens no more', () => {
  const sealed = sealSeed(seed, 'ada', [older]);
  expect(openSeed(sealed, 'ada', [newer, older])).toBe(seed);
  expect(sealSeed(seed, 'ada', [newer, older]).sealedUnder).toBe(nameOfKey(newer));
  expect(openSeed(sealed, 'ada', [newer])).toBeUndefined();
});

test('a seed that was given to somebody else does not open', () => {
  expect(openSeed(sealSeed(seed, 'ada', [older]), 'eve', [older])).toBeUndefined();
});

test('with any byte changed, or cut short, it does not open', () => {
  const { sealedSeed, sealedUnder } = sealSeed(seed, 'ada', [older]);
  for (let at = 0; at < sealedSeed.length; at++) {
    const changed = Buffer.from(sealedSeed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openSeed({ sealedSeed: changed, sealedUnder }, 'ada', [older])).toBeUndefined();
  }
  for (const length of [0, 12, 20, 27, sealedSeed.length - 1])
    expect(
      openSeed({ sealedSeed: sealedSeed.subarray(0, length), sealedUnder }, 'ada', [older]),
    ).toBeUndefined();
});

test('the name of a key says nothing about its secret', () => {
  expect(nameOfKey(older)).toMatch(/^[0-9a-f]{16}$/);
  expect(older).not.toContain(nameOfKey(older));
});
