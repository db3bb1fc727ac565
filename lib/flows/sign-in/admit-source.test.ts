import { eq, like, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { rateLimits, signInDelays } from '../../../db/schema/throttles';
import { flowWorld, password, randomIp } from '../../../tests/support/flow-world';
import { signInKey } from '../steps/keys';
import { signIn } from './sign-in';

const world = flowWorld();
const wrong = { ok: false, reason: 'invalid_credentials' };

const attempt = (email: string, typed: string, ip?: string) =>
  signIn(world.ctx(ip), { email, password: typed, remember: false });

/** As if the account's own wait were over. */
const open = (email: string) =>
  world.db
    .update(signInDelays)
    .set({ openAt: sql`now()` })
    .where(eq(signInDelays.key, signInKey(email)));

describe('failures from one source', () => {
  const nobody = (n: number) => `somebody-${n}@example.com`;
  const pointsOf = async (key: string) => {
    const [row] = await world.db.select().from(rateLimits).where(eq(rateLimits.key, key));
    return row?.points ?? 0;
  };
  /** What the trail says about limits that this source has reached. */
  const refusalsOf = async (ip: string) => {
    const rows = await world.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.ip, ip))
      .orderBy(auditEvents.id);
    return rows.filter(({ event }) => event === 'excess_rate_limit_exceeded').map(({ data }) => data);
  };
  /** As if so many had failed before. */
  const spent = (key: string, points: number) =>
    world.db.insert(rateLimits).values({ key, points, expiresAt: sql`now() + interval '1 minute'` });

  test('ten in a minute are looked at, the eleventh is told when to try again', async () => {
    const ip = randomIp();
    const email = nobody(1);
    for (let n = 1; n <= 10; n++) {
      await open(email);
      expect(await attempt(email, 'wrong', ip)).toEqual(wrong);
    }
    await open(email);
    const refused = await attempt(email, 'wrong', ip);
    expect(refused).toMatchObject({ ok: false, reason: 'rate_limited' });
    expect(!refused.ok && refused.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect(await refusalsOf(ip)).toEqual([{ limit: 'source_failures_minute' }]);
  });

  test('a hundred in an hour are looked at, not one more', async () => {
    const ip = randomIp();
    await spent(`source_failures_hour:${ip}`, 99);
    expect(await attempt(nobody(2), 'wrong', ip)).toEqual(wrong);
    expect(await attempt(nobody(2), 'wrong', ip)).toMatchObject({ reason: 'rate_limited' });
  });

  test('an IPv6 household is one source', async () => {
    await spent('source_failures_minute:2001:db8:7:7::/64', 10);
    expect(await attempt(nobody(3), 'wrong', '2001:db8:7:7:1:2:3:4')).toMatchObject({
      reason: 'rate_limited',
    });
    expect(await attempt(nobody(3), 'wrong', '2001:db8:7:8::1')).toEqual(wrong);
  });

  test('twenty different accounts in an hour may fail, the next one is refused', async () => {
    const ip = randomIp();
    await spent(`source_accounts_hour:${ip}`, 19);
    expect(await attempt(nobody(4), 'wrong', ip)).toEqual(wrong);
    for (let n = 1; n <= 3; n++)
      expect(await attempt(nobody(5), 'wrong', ip)).toMatchObject({ reason: 'rate_limited' });
    expect(await pointsOf(`source_account_pair:${ip}:${signInKey(nobody(5))}`)).toBe(0);
    expect(await attempt(nobody(4), 'wrong', ip)).toEqual(wrong);
  });

  test('of a refused further account cost nothing of the other limits', async () => {
    const ip = randomIp();
    await spent(`source_accounts_hour:${ip}`, 20);
    for (let n = 1; n <= 15; n++) await attempt(nobody(6), 'wrong', ip);
    expect(await pointsOf(`source_failures_minute:${ip}`)).toBe(0);
    expect(await pointsOf(`source_failures_hour:${ip}`)).toBe(0);
  });

  test('of twenty-one people who sign in right from one address there are none', async () => {
    const ip = randomIp();
    for (let n = 1; n <= 21; n++) {
      const { email } = await world.person();
      expect(await attempt(email, password, ip)).toMatchObject({ ok: true });
    }
    const rows = await world.db
      .select()
      .from(rateLimits)
      .where(like(rateLimits.key, `source_%${ip}%`));
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ points }) => points !== 0)).toEqual([]);
    expect(await refusalsOf(ip)).toEqual([]);
  });

  test('that one account had before stay after it signed in', async () => {
    const [ip, { email }] = [randomIp(), await world.person()];
    await attempt(email, 'wrong', ip);
    expect(await attempt(email, password, ip)).toMatchObject({ ok: true });
    expect(await pointsOf(`source_failures_minute:${ip}`)).toBe(1);
    expect(await pointsOf(`source_accounts_hour:${ip}`)).toBe(1);
    expect(await pointsOf(`source_account_pair:${ip}:${signInKey(email)}`)).toBe(1);
  });

  test.each([
    ['source_failures_minute', 10],
    ['source_failures_hour', 100],
    ['source_accounts_hour', 20],
  ])('beyond %s are recorded once an hour, however many are refused', async (limit, points) => {
    const ip = randomIp();
    const key = `${limit}:${ip}`;
    await spent(key, points);
    for (let n = 1; n <= 4; n++)
      expect(await attempt(nobody(7), 'wrong', ip)).toMatchObject({ reason: 'rate_limited' });
    expect(await refusalsOf(ip)).toEqual([{ limit }]);
    // An hour later the first refusal is recorded again.
    await world.db
      .update(rateLimits)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(rateLimits.key, `limit_recorded:${key}`));
    for (let n = 1; n <= 2; n++) await attempt(nobody(7), 'wrong', ip);
    expect(await refusalsOf(ip)).toEqual([{ limit }, { limit }]);
  });

  test('are counted for what failed alone: a success and a wait are given back', async () => {
    const [ip, { email }] = [randomIp(), await world.person()];
    expect(await attempt(email, password, ip)).toMatchObject({ ok: true });
    await world.db.insert(signInDelays).values({ key: signInKey(email), failures: 11, openAt: sql`now()` });
    await attempt(email, 'wrong', ip);
    expect(await attempt(email, 'wrong', ip)).toMatchObject({ reason: 'rate_limited' });
    expect(await pointsOf(`source_failures_minute:${ip}`)).toBe(1);
    expect(await pointsOf(`source_failures_hour:${ip}`)).toBe(1);
  });

  test('of others do not keep a person out', async () => {
    const { email } = await world.person();
    await spent(`source_failures_minute:${randomIp()}`, 10);
    expect(await attempt(email, password)).toMatchObject({ ok: true });
  });
});
