import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { apiPath, clientWorld } from '../../tests/support/client-world';
import { flowWorld } from '../../tests/support/flow-world';
import { answerShownDevice, oauthWorld } from '../../tests/support/oauth-world';
import { claimDevice } from '../flows/token/device-sign-in';
import { proofKeys } from './proof';
import { type ClientTokens, memoryStore, type TokenStore } from './store';

const world = flowWorld();
const app = oauthWorld(world);
const { clock, line, clientOn } = clientWorld(world, app);

const tokensOf = async (store: TokenStore) => (await store.load()) as ClientTokens;

/** The access token is over, by what the store says. */
const outdate = async (store: TokenStore) => store.save({ ...(await tokensOf(store)), expiresAt: 0 });

test('a sign-in that is bound to a key works on, and whoever copied its tokens and not the key has nothing', async () => {
  const { secret, userId } = await world.person();
  const store = memoryStore();
  clock.at = Date.now();
  const client = clientOn(line(), store, { bindTo: proofKeys });
  await client.signInWithDevice({
    onCode: async ({ userCode }) => {
      const ctx = await world.signedIn(secret);
      expect((await claimDevice(ctx, userCode)).ok).toBe(true);
      expect((await answerShownDevice(ctx, true)).ok).toBe(true);
    },
  });
  expect(await (await client.fetch(`${apiPath}?x=1`)).json()).toMatchObject({ id: userId, via: 'app' });
  await outdate(store);
  expect((await client.fetch(apiPath)).status).toBe(200);

  const { proofKey: _left, ...copied } = await tokensOf(store);
  const thief = memoryStore();
  await thief.save(copied);
  const unproven = await clientOn(line(), thief)
    .fetch(apiPath)
    .catch((error: unknown) => error);
  expect(unproven).toMatchObject({ code: 'invalid_dpop_proof' });
  const { key } = await proofKeys.create();
  await thief.save({ ...copied, proofKey: key });
  expect((await clientOn(line(), thief, { bindTo: proofKeys }).fetch(apiPath)).status).toBe(401);
  await outdate(thief);
  const other = clientOn(line(), thief, { bindTo: proofKeys }).fetch(apiPath);
  await expect(other).rejects.toMatchObject({ code: 'invalid_dpop_proof' });

  // The owner noticed nothing.
  await outdate(store);
  expect((await client.fetch(apiPath)).status).toBe(200);
  const [row] = await world.owner.execute(
    sql`select count(*)::int as proven from sessions where user_id = ${userId} and proof_key is not null and ended_at is null`,
  );
  expect(row).toEqual({ proven: 1 });
});
