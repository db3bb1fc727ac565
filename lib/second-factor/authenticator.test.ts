import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { totpAuthenticators } from '../../db/schema/totp-authenticators';
import { factorWorld } from '../../tests/support/factors';
import { flowWorld } from '../../tests/support/flow-world';
import { resealSeeds, spendTotp } from './authenticator';
import { nameOfKey, openSeed, sealSeed } from './sealed-seed';
import { newSeed } from './totp';

const secret = () => randomBytes(32).toString('base64');
const [newer, older, dropped] = [secret(), secret(), secret()];
// As after a rotation; read at first use.
process.env.SESSION_SECRET = `${newer},${older}`;

const world = flowWorld();
const { code } = factorWorld(world);

async function sealedUnder(by: string) {
  const { userId } = await world.person();
  const seed = newSeed();
  await world.db
    .insert(totpAuthenticators)
    .values({ userId, ...sealSeed(seed, userId, [by]), confirmedAt: new Date() });
  return { userId, seed };
}
const rowOf = async (userId: string) => {
  const [row] = await world.db.select().from(totpAuthenticators).where(eq(totpAuthenticators.userId, userId));
  if (!row) throw new Error('there is no authenticator');
  return row;
};

test('after a rotation seeds are sealed again in batches, and then the old secret can go', async () => {
  const people = [await sealedUnder(older), await sealedUnder(older), await sealedUnder(newer)];
  const counts = [
    await resealSeeds(world.db, 1),
    await resealSeeds(world.db, 1),
    await resealSeeds(world.db, 1),
  ];
  expect(counts).toEqual([1, 1, 0]);
  for (const { userId, seed } of people) expect(openSeed(await rowOf(userId), userId, [newer])).toBe(seed);
});

test('a code of a seed under the older secret is accepted, and seals it again', async () => {
  const { userId, seed } = await sealedUnder(older);
  expect(await spendTotp(world.db, userId, await code(seed))).toBe(true);
  expect((await rowOf(userId)).sealedUnder).toBe(nameOfKey(newer));
});

test('a seed whose secret is gone accepts nothing and is left as it is', async () => {
  const { userId, seed } = await sealedUnder(dropped);
  const before = await rowOf(userId);
  expect(await spendTotp(world.db, userId, await code(seed))).toBe(false);
  expect(await resealSeeds(world.db, 10)).toBe(0);
  expect(await rowOf(userId)).toEqual(before);
});
