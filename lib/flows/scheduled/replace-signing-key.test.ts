import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { signingKeys } from '../../../db/schema/signing-keys';
import { flowWorld } from '../../../tests/support/flow-world';

const world = flowWorld();

/** A process with its own memory, under these secrets. */
async function startProcess(secrets?: string) {
  vi.resetModules();
  if (secrets) vi.stubEnv('SESSION_SECRET', secrets);
  const [keyring, job, retention, ring] = await Promise.all([
    import('../steps/keyring'),
    import('./replace-signing-key'),
    import('../../signing-key/keys'),
    import('../../signing-key/ring'),
  ]);
  const sign = () => keyring.signCompact(world.ctx(), 'test+jwt', { said: 'so' });
  const published = () => keyring.publishedKeys(world.ctx());
  /** As if the seconds for which it goes on with what it read were over. */
  const forget = () => ring.forgetKeyring(world.db);
  const tend = (how?: 'now' | 'compromised') => job.replaceSigningKey(world.ctx(), how);
  const opens = (token: string) => ring.verifyCompact(world.ctx(), 'test+jwt', token);
  return { sign, published, forget, tend, opens, reseal: () => retention.resealSigningKeys(world.db) };
}

/** Moves every key so many days into the past. */
const pass = (days: number) =>
  world.owner.execute(sql`update signing_keys set created_at = created_at - make_interval(days => ${days}),
    active_from = active_from - make_interval(days => ${days}), retired_at = retired_at - make_interval(days => ${days})`);

/** What a verifier elsewhere thinks, by the list that it has. */
const verifies = (keys: readonly JWK[], token: string) =>
  jwtVerify(token, createLocalJWKSet({ keys: [...keys] })).then(
    () => true,
    () => false,
  );

beforeEach(async () => {
  await world.owner.delete(signingKeys);
});

describe('signing keys', () => {
  test('the first is made when it is needed, one for two processes at once', async () => {
    const [one, other] = [await startProcess(), await startProcess()];
    const tokens = await Promise.all([one.sign(), other.sign(), one.sign()]);
    const keys = await one.published();
    expect(keys).toHaveLength(1);
    for (const token of tokens) expect(await verifies(keys, token)).toBe(true);
  });

  test('are replaced every 90 days; a verifier that keeps its list for an hour, or a day, never fails', async () => {
    const app = await startProcess();
    await app.sign();
    let cached = await app.published();
    for (let day = 0; day < 200; day += 1) {
      await app.tend();
      app.forget();
      // Yesterday's list verifies what is signed today.
      expect(await verifies(cached, await app.sign())).toBe(true);
      cached = await app.published();
      await pass(1);
    }
    expect(await world.owner.$count(signingKeys)).toBeLessThanOrEqual(3);
    const [{ used } = { used: 0 }] = await world.owner.execute<{ used: number }>(
      sql`select count(*)::int as used from audit_events where event = 'signing_key_created' and reason = 'rotation'`,
    );
    expect(used).toBe(2);
  });

  test('what was signed just before the change is good until it expires', async () => {
    const app = await startProcess();
    await app.sign();
    await pass(89);
    await app.tend();
    const before = await app.sign();
    await pass(1);
    await app.tend();
    app.forget();
    const after = await app.sign();
    const keys = await app.published();
    expect(keys).toHaveLength(2);
    expect([await verifies(keys, before), await verifies(keys, after)]).toEqual([true, true]);
    expect([await app.opens(before), await app.opens(after)]).toEqual([{ said: 'so' }, { said: 'so' }]);
  });

  test('publishes no private part, and the database holds none in clear', async () => {
    const app = await startProcess();
    await app.sign();
    for (const key of await app.published())
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const [row] = await world.owner.select().from(signingKeys);
    expect(row?.privateSealed.toString('latin1')).not.toContain('PRIVATE KEY');
  });

  test('by hand the next one is made at once, and signs only after it was published for a day', async () => {
    const app = await startProcess();
    const old = await app.sign();
    const made = await app.tend('now');
    expect(made).toMatchObject({ created: expect.any(String), retired: [] });
    expect(await app.tend('now')).toEqual({ created: undefined, retired: [] });
    app.forget();
    expect(kidOf(await app.sign())).toBe(kidOf(old));
    await pass(1);
    await app.tend();
    app.forget();
    expect(kidOf(await app.sign())).toBe(made.created);
  });

  test('a compromised one is taken back: what it signed opens nothing, on no instance', async () => {
    const [app, other] = [await startProcess(), await startProcess()];
    const forged = await app.sign();
    expect(await other.opens(forged)).toEqual({ said: 'so' });
    const made = await app.tend('compromised');
    expect(made.retired).toEqual([kidOf(forged)]);
    for (const instance of [app, other]) {
      instance.forget();
      expect(await instance.opens(forged)).toBeUndefined();
      expect(kidOf(await instance.sign())).toBe(made.created);
    }
    expect(await app.published()).toHaveLength(1);
  });

  test('are sealed again under the newest secret, and go on signing when the old one is gone', async () => {
    const [old, fresh] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
    const before = await startProcess(old);
    const token = await before.sign();
    const between = await startProcess(`${fresh},${old}`);
    expect(await between.reseal()).toBe(1);
    expect(await between.reseal()).toBe(0);
    const after = await startProcess(fresh);
    expect(kidOf(await after.sign())).toBe(kidOf(token));
  });

  test('one whose secret is gone signs nothing and is still published; another one signs', async () => {
    const before = await startProcess(randomBytes(32).toString('hex'));
    const token = await before.sign();
    const after = await startProcess(randomBytes(32).toString('hex'));
    expect(kidOf(await after.sign())).not.toBe(kidOf(token));
    expect(await verifies(await after.published(), token)).toBe(true);
  });
});

const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid: string }).kid;

test('a key that somebody exchanges in the table for another’s is not opened', async () => {
  const app = await startProcess();
  await app.sign();
  await app.tend('now');
  const [one, other] = await world.owner.select().from(signingKeys).orderBy(signingKeys.activeFrom);
  await world.owner
    .update(signingKeys)
    .set({ privateSealed: other?.privateSealed ?? Buffer.alloc(0) })
    .where(eq(signingKeys.kid, one?.kid ?? ''));
  app.forget();
  expect(kidOf(await app.sign())).not.toBe(one?.kid);
});
