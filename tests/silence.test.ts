import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, database, renewDatabase } from '../db/client';
import { defaultPolicy } from '../lib/config/policy';
import { sealSecret } from '../lib/web/cookies/session';
import { isSilence, isStoreFault } from '../lib/web/guards/store-fault';
import { checkCookie } from '../lib/web/request/check-cookie';
import { flowWorld } from './support/flow-world';
import { tapWire, type Wire } from './support/wire';

const world = flowWorld();
let wire: Wire;
beforeAll(async () => {
  wire = await tapWire(world.url);
  // Before anything reads the environment: the pool of this process goes through the tap, the world's own does not.
  process.env.DATABASE_URL = wire.url;
});
afterAll(async () => {
  await database().$client.end({ timeout: 0 });
  await wire.close();
});

const check = (cookie: string) =>
  checkCookie({ db: database(), policy: defaultPolicy }, { session: cookie, support: undefined });

test('connections that go silent fail a check within some four seconds, and the next one opens new ones', async () => {
  const { secret } = await world.person();
  const cookie = await sealSecret(secret);
  const silent = database();
  // All ten places of the pool are taken, so that nothing new could be opened beside them.
  await Promise.all(Array.from({ length: 10 }, () => silent.$client`select pg_sleep(0.3)`));
  expect(wire.alive).toBe(10);
  expect(await check(cookie)).toMatchObject({ kind: 'active' });
  wire.freeze();

  const began = performance.now();
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => check(cookie)));
  const seconds = (performance.now() - began) / 1000;
  expect(seconds).toBeGreaterThan(3.9);
  expect(seconds).toBeLessThan(5);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  const faults = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  expect(faults.every(isStoreFault), faults.join()).toBe(true);
  expect(faults.some(isSilence)).toBe(true);

  const again = performance.now();
  expect(await check(cookie)).toMatchObject({ kind: 'active' });
  expect((performance.now() - again) / 1000).toBeLessThan(2);
  expect(database()).not.toBe(silent);
  // What waited in the old pool is refused; it does not wait for ever.
  await expect(silent.$client`select 1`).rejects.toSatisfy(isStoreFault);
});

test('a pool is given up once in ten seconds at most, and only if it is the one in use', async () => {
  const current = database();
  renewDatabase(current);
  expect(database()).toBe(current);
  const other = connect(world.url, { max: 1 });
  renewDatabase(other);
  expect(database()).toBe(current);
  expect(await other.$client`select 1 as one`).toEqual([{ one: 1 }]);
  await other.$client.end();
});
