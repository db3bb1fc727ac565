import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { rateLimits, signInDelays } from '../../../db/schema/throttles';
import { flowWorld, password, randomIp, trailOf } from '../../../tests/support/flow-world';
import { TooBusy } from '../../one-at-a-time';
import { unlockAccount } from '../operator/unlock-account';
import { signInKey } from '../steps/keys';
import { signIn } from './sign-in';

const world = flowWorld();
const wrong = { ok: false, reason: 'invalid_credentials' };

const attempt = (email: string, typed: string, ip?: string) =>
  signIn(world.ctx(ip), { email, password: typed, remember: false });

async function delayOf(email: string) {
  const seconds = sql<number>`extract(epoch from ${signInDelays.openAt} - ${signInDelays.lastFailureAt})::int`;
  const [row] = await world.db
    .select({ failures: signInDelays.failures, seconds })
    .from(signInDelays)
    .where(eq(signInDelays.key, signInKey(email)));
  return row;
}

/** As if so much of the wait were left. */
const wait = (email: string, seconds: number) =>
  world.db
    .update(signInDelays)
    .set({ openAt: sql`now() + make_interval(secs => ${seconds})` })
    .where(eq(signInDelays.key, signInKey(email)));
const open = (email: string) => wait(email, 0);

const failed = (email: string, failures: number) =>
  world.db
    .insert(signInDelays)
    .values({ key: signInKey(email), failures, openAt: sql`now()` })
    .onConflictDoUpdate({ target: signInDelays.key, set: { failures, openAt: sql`now()` } });

/** What became of tries that came at once; those that found thirty waiting were turned away, and nothing else went wrong. */
async function looking(tries: ReturnType<typeof attempt>[]) {
  const settled = await Promise.allSettled(tries);
  const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const faults = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(faults.filter((fault) => !(fault instanceof TooBusy))).toEqual([]);
  expect(answers).toHaveLength(Math.min(tries.length, 31));
  return answers;
}

/** Tries that were looked at; one that has to wait is not recorded. */
async function looked(email: string, userId?: string): Promise<number> {
  if (!userId) return (await delayOf(email))?.failures ?? 0;
  const events = trailOf(await world.auditOfUser(userId));
  return events.filter((event) => event === 'authn_login_fail' || event === 'authn_login_lock').length;
}

const known = async () => {
  const { email, userId } = await world.person();
  return { email, userId };
};
const unknown = async () => ({ email: `nobody-${randomIp()}@example.com`, userId: undefined });

describe.each([
  ['a known account', known],
  ['an unknown account', unknown],
])('failures in a row on %s', (_whose, whose) => {
  test('five are free, the sixth makes the next one wait a second, whatever it knows and wherever it comes from', async () => {
    const { email, userId } = await whose();
    for (let n = 1; n <= 6; n++) expect(await attempt(email, `wrong ${n}`)).toEqual(wrong);
    expect(await delayOf(email)).toEqual({ failures: 6, seconds: 1 });
    expect(await attempt(email, password)).toEqual({
      ok: false,
      reason: 'rate_limited',
      retryAfterSeconds: 1,
    });
    expect(await attempt(email, 'wrong 7')).toMatchObject({ reason: 'rate_limited' });
    expect(await looked(email, userId)).toBe(6);
  });

  test.each([
    [4, 5, 0],
    [5, 6, 1],
    [6, 7, 2],
    [7, 8, 4],
    [8, 9, 8],
    [14, 15, 512],
    [15, 16, 900],
    [16, 17, 900],
    [98, 99, 900],
  ])('after %d, one more makes it %d and the wait %d s', async (before, failures, seconds) => {
    const { email } = await whose();
    await failed(email, before);
    await attempt(email, 'wrong');
    expect(await delayOf(email)).toEqual({ failures, seconds });
  });

  test('a hundred at once are looked at six times, and once more for each wait that ends meanwhile', async () => {
    const { email, userId } = await whose();
    const began = performance.now();
    const tries = Array.from({ length: 100 }, (_, n) => attempt(email, `wrong ${n}`));
    const answers = await looking(tries);
    const waitsOver = Math.floor(Math.log2(1 + (performance.now() - began) / 1000));
    const count = await looked(email, userId);
    expect(count).toBeGreaterThanOrEqual(1);
    expect(count).toBeLessThanOrEqual(6 + waitsOver);
    const told = answers.filter((answer) => !answer.ok && answer.reason === 'invalid_credentials');
    expect(told).toHaveLength(count);
    expect((await delayOf(email))?.failures).toBe(count);
  });

  test('a hundred at once after eleven failures are looked at once', async () => {
    const { email } = await whose();
    await failed(email, 11);
    await looking(Array.from({ length: 100 }, (_, n) => attempt(email, `wrong ${n}`)));
    expect((await delayOf(email))?.failures).toBe(12);
  });

  test('the hundredth switches the password off, and waiting does not help', async () => {
    const { email } = await whose();
    await failed(email, 99);
    expect(await attempt(email, 'wrong')).toEqual(wrong);
    await open(email);
    expect(await attempt(email, password)).toEqual(wrong);
    expect(await attempt(email, 'wrong')).toEqual(wrong);
    expect((await delayOf(email))?.failures).toBe(100);
  });
});

describe('the right password', () => {
  test('twenty times at once from one source signs in twenty times, and nothing counts against anybody', async () => {
    const [{ email, userId }, ip] = [await known(), randomIp()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(email, password, ip)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    expect(await world.db.$count(sessions, eq(sessions.userId, userId))).toBe(21);
    expect(await delayOf(email)).toBeUndefined();
    const events = trailOf(await world.auditOfUser(userId));
    // And the one of the beginning.
    expect(events.filter((event) => event === 'authn_login_success')).toHaveLength(21);
  });

  test('at once with wrong ones still signs in, and the wrong ones before it are forgotten', async () => {
    const { email } = await known();
    const typed = ['wrong 1', password, 'wrong 2', password, 'wrong 3'];
    const answers = await Promise.all(typed.map((word) => attempt(email, word)));
    expect(answers.map(({ ok }) => ok)).toEqual([false, true, false, true, false]);
    expect(await delayOf(email)).toEqual({ failures: 1, seconds: 0 });
  });

  test('after a wait is taken and resets the count', async () => {
    const { email, userId } = await known();
    await failed(email, 50);
    expect(await attempt(email, password)).toMatchObject({ ok: true });
    expect(await delayOf(email)).toBeUndefined();
    const last = (await world.auditOfUser(userId)).at(-1);
    expect(last).toMatchObject({ event: 'authn_login_successafterfail', data: { failuresBefore: 50 } });
  });

  test('as the hundredth try is still taken', async () => {
    const { email } = await known();
    await failed(email, 99);
    expect(await attempt(email, password)).toMatchObject({ ok: true });
  });

  test('opens an account again that an operator has unlocked', async () => {
    const { email, userId } = await known();
    await failed(email, 100);
    expect(await attempt(email, password)).toEqual(wrong);
    expect(await unlockAccount(world.ctx(), { email: ` ${email.toUpperCase()} ` })).toEqual({ ok: true });
    expect(await attempt(email, password)).toMatchObject({ ok: true });
    expect(trailOf(await world.auditOfUser(userId))).toContain('authn_login_unlock');
  });

  test('does not sign existing sessions out while the account is locked', async () => {
    const person = await world.person();
    await failed(person.email, 100);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });
});

test('unlocking what is not locked, or nobody, is refused', async () => {
  const { email } = await known();
  expect(await unlockAccount(world.ctx(), { email })).toEqual({ ok: false, reason: 'not_locked' });
  const nobody = { email: 'nobody@example.com' };
  expect(await unlockAccount(world.ctx(), nobody)).toEqual({ ok: false, reason: 'not_found' });
});

test('an unlocking that cannot be recorded does not happen', async () => {
  const { email } = await known();
  await failed(email, 100);
  await expect(unlockAccount(world.unrecordable(world.ctx()), { email })).rejects.toThrow();
  expect((await delayOf(email))?.failures).toBe(100);
});

test('no table of the throttles names an address', async () => {
  const { email } = await known();
  await attempt(email, 'wrong');
  const rows = JSON.stringify([
    await world.db.select().from(signInDelays),
    await world.db.select().from(rateLimits),
  ]);
  expect(rows).toContain(signInKey(email));
  expect(rows).not.toContain(email);
});
