import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { rateLimits } from '../../db/schema/throttles';
import { flowWorld, randomIp } from '../../tests/support/flow-world';
import { forget, giveBack, isSpent, type LimitName, spend } from './limits';

const world = flowWorld();
const realNow = Date.now;
afterEach(() => vi.useRealTimers());

/** From here on this process believes that it is so much later. The database does not. */
function clockOff(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: realNow() + seconds * 1000 });
}

/** Five in an hour. */
const take = (key: string) => spend(world.ctx(), 'sign_up', key);
const row = async (key: string) => {
  const left = sql<number>`extract(epoch from ${rateLimits.expiresAt} - now())::float`;
  const [found] = await world.db
    .select({ points: rateLimits.points, left })
    .from(rateLimits)
    .where(eq(rateLimits.key, `sign_up:${key}`));
  return found;
};
const takeAll = async (key: string) => {
  for (let n = 1; n <= 5; n += 1) await take(key);
};
/** As if the window closed in so many seconds. */
const closesIn = (key: string, seconds: number, db: Executor = world.db) =>
  db
    .update(rateLimits)
    .set({ expiresAt: ago(-seconds) })
    .where(eq(rateLimits.key, `sign_up:${key}`));

describe.each([
  ['right', 0],
  ['three hours ahead', 10_800],
  ['three hours behind', -10_800],
  ['a day ahead', 86_400],
  ['a day behind', -86_400],
])('with the clock of the app server %s', (_how, off) => {
  test('a window opens for an hour of the database, and its sixth point is refused', async () => {
    const key = randomIp();
    clockOff(off);
    for (let left = 4; left >= 0; left--) expect(await take(key)).toEqual({ ok: true, left });
    const refused = await take(key);
    expect(refused).toMatchObject({ ok: false });
    expect(!refused.ok && refused.retryAfterSeconds).toBeGreaterThan(3540);
    expect(!refused.ok && refused.retryAfterSeconds).toBeLessThanOrEqual(3600);
    const { left = 0 } = (await row(key)) ?? {};
    expect(left).toBeGreaterThan(3540);
    expect(left).toBeLessThanOrEqual(3600);
  });

  test('a window that was opened before is neither closed nor kept open', async () => {
    const key = randomIp();
    for (let n = 1; n <= 5; n++) await take(key);
    clockOff(off);
    expect(await isSpent(world.ctx(), 'sign_up', key)).toBe(true);
    expect(await take(key)).toMatchObject({ ok: false });
    await closesIn(key, 30);
    const refused = await take(key);
    expect(!refused.ok && refused.retryAfterSeconds).toBeLessThanOrEqual(30);
    await closesIn(key, 0);
    expect(await isSpent(world.ctx(), 'sign_up', key)).toBe(false);
    expect(await take(key)).toEqual({ ok: true, left: 4 });
    expect((await row(key))?.points).toBe(1);
  });
});

test('a window does not move with what is taken in it', async () => {
  const key = randomIp();
  await take(key);
  await closesIn(key, 100);
  await take(key);
  expect((await row(key))?.left).toBeLessThanOrEqual(100);
});

test('a window that closes within a moment is still closed to more', async () => {
  const key = randomIp();
  await takeAll(key);
  // In one transaction the database's clock stands still.
  await world.db.transaction(async (tx) => {
    const ctx = { db: tx, policy: world.policy };
    await closesIn(key, 0.001, tx);
    expect(await isSpent(ctx, 'sign_up', key)).toBe(true);
    expect(await spend(ctx, 'sign_up', key)).toEqual({ ok: false, retryAfterSeconds: 1 });
    await closesIn(key, 0, tx);
    expect(await isSpent(ctx, 'sign_up', key)).toBe(false);
    expect(await spend(ctx, 'sign_up', key)).toEqual({ ok: true, left: 4 });
  });
});

describe('many at once', () => {
  test('twenty on a fresh key are counted one by one, and five of them get a point', async () => {
    const key = randomIp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(key)));
    const left = answers.flatMap((answer) => (answer.ok ? [answer.left] : []));
    expect(left.sort()).toEqual([0, 1, 2, 3, 4]);
    expect((await row(key))?.points).toBe(20);
  });

  test('twenty on a window that has just closed open one new window together', async () => {
    const key = randomIp();
    await takeAll(key);
    await closesIn(key, 0);
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(key)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect((await row(key))?.points).toBe(20);
  });

  test('twenty that take and give back leave nothing behind, and never less than nothing', async () => {
    const key = randomIp();
    const deeds = Array.from({ length: 20 }, async () => {
      await take(key);
      await giveBack(world.ctx(), 'sign_up', key);
    });
    await Promise.all(deeds);
    expect((await row(key))?.points).toBe(0);
    await giveBack(world.ctx(), 'sign_up', key);
    expect((await row(key))?.points).toBe(0);
    expect(await take(key)).toEqual({ ok: true, left: 4 });
  });
});

const [minute, hour, day] = [60, 3600, 86_400];
const limits: Record<LimitName, [points: number, seconds: number]> = {
  wrong_tokens: [60, minute],
  calls: [600, minute],
  refreshes: [60, 10 * minute],
  device_codes: [20, hour],
  user_codes: [5, hour],
  source_failures_minute: [10, minute],
  source_failures_hour: [100, hour],
  source_account_pair: [1, hour],
  source_accounts_hour: [20, hour],
  limit_recorded: [1, hour],
  sign_up: [5, hour],
  mail_to_address: [3, hour],
  reset_to_address: [3, hour],
  forgot: [20, hour],
  code_to_address: [3, hour],
  email_codes: [20, hour],
  email_code_failures: [10, hour],
  step_up_codes: [10, hour],
  resend_minute: [1, minute],
  resend_day: [5, day],
  session_management: [30, minute],
  draft_saves: [60, minute], // only: drafts
  account_changes: [10, hour],
  step_up: [5, 900],
  second_factor: [10, hour],
  passkey_challenge: [60, minute],
  factor_reset: [3, day],
  staff_looks_minute: [30, minute],
  staff_looks_day: [300, day],
  invitations: [20, hour],
  invitations_of_organization: [100, day],
  invitations_to_address: [3, day],
};

describe.each(Object.entries(limits) as [LimitName, [number, number]][])('%s', (name, [points, seconds]) => {
  test(`lets ${points} through in ${seconds} s, and not one more`, async () => {
    const key = randomIp();
    const once = () => spend(world.ctx(), name, key);
    for (let left = points - 1; left >= 0; left -= 1) expect(await once()).toEqual({ ok: true, left });
    const refused = await once();
    const wait = refused.ok ? 0 : refused.retryAfterSeconds;
    expect(wait).toBeGreaterThan(seconds - 60);
    expect(wait).toBeLessThanOrEqual(seconds);
  });
});

test('a point given back after its window has closed leaves nothing behind', async () => {
  const key = randomIp();
  await take(key);
  await closesIn(key, -1);
  await giveBack(world.ctx(), 'sign_up', key);
  expect(await take(key)).toEqual({ ok: true, left: 4 });
});

test('a point that is given back can be taken again, and asking takes none', async () => {
  const key = randomIp();
  for (let n = 1; n <= 5; n++) await take(key);
  await giveBack(world.ctx(), 'sign_up', key);
  for (let n = 1; n <= 3; n++) expect(await isSpent(world.ctx(), 'sign_up', key)).toBe(true);
  expect(await take(key)).toEqual({ ok: true, left: 0 });
  expect(await take(key)).toMatchObject({ ok: false });
});

test('what is forgotten begins again, and only for its key and limit', async () => {
  const [key, other] = [randomIp(), randomIp()];
  for (const one of [key, other]) for (let n = 1; n <= 5; n++) await take(one);
  await forget(world.ctx(), 'step_up', key);
  expect(await take(key)).toMatchObject({ ok: false });
  await forget(world.ctx(), 'sign_up', key);
  expect(await isSpent(world.ctx(), 'sign_up', key)).toBe(false);
  expect(await take(key)).toEqual({ ok: true, left: 4 });
  expect(await take(other)).toMatchObject({ ok: false });
});

describe('within a transaction', () => {
  test('a point is counted with the deed, and not where the deed is taken back', async () => {
    const key = 'in-a-transaction';
    const spendInside = (fault?: Error) =>
      world.db.transaction(async (tx) => {
        const spent = await spend({ db: tx, policy: world.policy }, 'sign_up', key);
        if (fault) throw fault;
        return spent;
      });
    expect(await spendInside()).toEqual({ ok: true, left: 4 });
    await expect(spendInside(new Error('taken back'))).rejects.toThrow('taken back');
    expect(await spendInside()).toEqual({ ok: true, left: 3 });
    await world.db.transaction((tx) => giveBack({ db: tx, policy: world.policy }, 'sign_up', key));
    expect(await spend({ db: world.db, policy: world.policy }, 'sign_up', key)).toEqual({
      ok: true,
      left: 3,
    });
  });
});
