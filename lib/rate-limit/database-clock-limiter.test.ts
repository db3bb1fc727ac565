import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { rateLimits } from '../../db/schema/throttles';
import { flowWorld, randomIp } from '../../tests/support/flow-world';
import { forget, giveBack, isSpent, spend } from './limits';

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
/** As if the window closed in so many seconds. */
const closesIn = (key: string, seconds: number) =>
  world.db
    .update(rateLimits)
    .set({ expiresAt: sql`now() + make_interval(secs => ${seconds})` })
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

test('two hundred at once share no point', async () => {
  const key = randomIp();
  const answers = await Promise.all(Array.from({ length: 200 }, () => take(key)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
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

test('what is forgotten begins anew, and only for its key and limit', async () => {
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
