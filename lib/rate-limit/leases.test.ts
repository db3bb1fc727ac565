import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ago } from '../../db/ago';
import { rateLimits } from '../../db/schema/throttles';
import { flowWorld, randomIp } from '../../tests/support/flow-world';
import { parsePolicy } from '../config/policy';
import { type LeaseHolder, leaseHolder } from './leases';

const world = flowWorld(parsePolicy({ API_CALLS_PER_MINUTE: '120' }));

afterEach(() => vi.useRealTimers());

const rowOf = async (key: string) => {
  const [row] = await world.db
    .select()
    .from(rateLimits)
    .where(eq(rateLimits.key, `calls:${key}`));
  return row;
};
const closeWindow = (key: string) =>
  world.db
    .update(rateLimits)
    .set({ expiresAt: ago(0) })
    .where(eq(rateLimits.key, `calls:${key}`));
const times = (n: number, take: LeaseHolder, key: string) =>
  Promise.all(Array.from({ length: n }, () => take(world.ctx(), key)));
const countOk = (taken: readonly { ok: boolean }[]) => taken.filter(({ ok }) => ok).length;

describe('calls on one instance', () => {
  test('are counted once each: the first of 120 leaves 119, the last none, and the next one waits', async () => {
    const [take, key] = [leaseHolder(), randomIp()];
    for (let left = 119; left >= 0; left -= 1)
      expect(await take(world.ctx(), key)).toMatchObject({ ok: true, left, limit: 120, window: 60 });
    const refused = await take(world.ctx(), key);
    expect(refused).toMatchObject({ ok: false, left: 0, first: true });
    expect(refused.secondsLeft).toBeGreaterThan(0);
    expect(refused.secondsLeft).toBeLessThanOrEqual(60);
    expect(await take(world.ctx(), key)).toMatchObject({ ok: false, first: false });
  });

  test('write ten at a time, and what is refused writes nothing more', async () => {
    const [take, key] = [leaseHolder(), randomIp()];
    await times(1, take, key);
    expect((await rowOf(key))?.points).toBe(10);
    await times(9, take, key);
    expect((await rowOf(key))?.points).toBe(10);
    await times(1, take, key);
    expect((await rowOf(key))?.points).toBe(20);
    await times(300, take, key);
    expect((await rowOf(key))?.points).toBe(120);
  });

  test('of two keys have nothing to do with each other', async () => {
    const [take, one, other] = [leaseHolder(), randomIp(), randomIp()];
    await times(121, take, one);
    expect(await take(world.ctx(), other)).toMatchObject({ ok: true, left: 119 });
  });
});

describe('calls on two instances', () => {
  test('all at once never pass the limit together, and nearly reach it', async () => {
    const [one, other, key] = [leaseHolder(), leaseHolder(), randomIp()];
    const taken = await Promise.all([times(200, one, key), times(200, other, key)]);
    expect(countOk(taken.flat())).toBe(120);
  });

  test('fall short by no more than the lease that the other one holds', async () => {
    const [one, other, key] = [leaseHolder(), leaseHolder(), randomIp()];
    await times(1, one, key);
    expect(countOk(await times(200, other, key))).toBe(110);
    expect(countOk(await times(200, one, key))).toBe(9);
  });

  test('begin again together when the minute is over by the clock of the database', async () => {
    const [one, key] = [leaseHolder(), randomIp()];
    await times(121, one, key);
    await closeWindow(key);
    expect(await leaseHolder()(world.ctx(), key)).toMatchObject({ ok: true, left: 119 });
  });

  test('lose with the minute what they have not spent of it', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const [take, key] = [leaseHolder(), randomIp()];
    expect(await take(world.ctx(), key)).toMatchObject({ ok: true, left: 119 });
    await closeWindow(key);
    vi.advanceTimersByTime(60_000);
    expect(await take(world.ctx(), key)).toMatchObject({ ok: true, left: 119 });
    expect((await rowOf(key))?.points).toBe(10);
  });
});
