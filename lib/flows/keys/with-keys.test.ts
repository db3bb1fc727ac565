import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { apiKeys } from '../../../db/schema/api-keys';
import { platform } from '../../../db/schema/platform';
import { flowWorld } from '../../../tests/support/flow-world';
import { scopeNames } from '../../config/scopes';
import { closeDoor } from '../../session/platform';
import { createKey } from './create-key';

const world = flowWorld();
const wanted = { name: 'Deploys', scopes: [...scopeNames], days: 90 };
const refused = { ok: false, reason: 'not_allowed' };

async function signedIn() {
  const person = await world.person();
  const ctx = await world.signedIn(person.secret);
  return { ctx, count: () => world.db.$count(apiKeys, eq(apiKeys.userId, person.userId)) };
}

test.each([
  ['the first one ever', undefined],
  ['one that moves the moment of the last one', new Date('2026-01-01')],
])(
  'no key is made between the moment of an emergency and its commit, which it would outlive: %s',
  async (_which, last) => {
    await world.owner.delete(platform);
    if (last) await world.owner.insert(platform).values({ sessionsValidFrom: last, reason: 'operator' });
    const { ctx, count } = await signedIn();
    await world.db.transaction(async (tx) => {
      await closeDoor(tx, 'operator');
      expect(await createKey(ctx, wanted)).toEqual(refused);
    });
    expect(await createKey(ctx, wanted)).toEqual(refused);
    expect(await count()).toBe(0);
    const again = await signedIn();
    expect((await createKey(again.ctx, wanted)).ok).toBe(true);
  },
);

test('an emergency that was taken back stands in nobody’s way', async () => {
  await world.owner.delete(platform);
  const { ctx, count } = await signedIn();
  const closing = world.db.transaction(async (tx) => {
    await closeDoor(tx, 'operator');
    throw new Error('it broke');
  });
  await expect(closing).rejects.toThrow('it broke');
  expect((await createKey(ctx, wanted)).ok).toBe(true);
  expect(await count()).toBe(1);
});
