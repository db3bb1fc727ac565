import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { signInKey } from '@/lib/flows/steps/keys';
import { signInDelays } from '../db/schema/throttles';
import { sweepSessions } from '../lib/flows/scheduled/sweep-sessions';
import { stepUp } from '../lib/flows/session/step-up';
import { noteActivity } from '../lib/flows/session/touch-session';
import { signIn } from '../lib/flows/sign-in/sign-in';
import { hashOfSecret } from '../lib/secret';
import { listLiveSessions } from '../lib/session/list';
import { factorWorld } from './support/factors';
import { flowWorld, password } from './support/flow-world';

const world = flowWorld();
const { protectedPerson, pending, finish, code } = factorWorld(world);
const realNow = Date.now;
afterEach(() => vi.useRealTimers());

/** From here on this process believes that it is so much later. The database does not. */
function clockOff(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: realNow() + seconds * 1000 });
}

const secondsFromReality = (at: Date | undefined) => Math.abs((at?.getTime() ?? 0) - realNow()) / 1000;

describe.each([
  ['ten minutes ahead', 600],
  ['ten minutes behind', -600],
  ['a day ahead', 86_400],
  ['a day behind', -86_400],
])('with the clock of the app server %s', (_how, off) => {
  test('a session idle for 29 min 50 s is active, and for 30 min it is ended', async () => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 1790, signedInAt: 1790 });
    clockOff(off);
    expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
    await world.age(sessionId, { lastActiveAt: 1800 });
    expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'idle_timeout' });
    expect(secondsFromReality((await world.row(sessionId)).endedAt ?? undefined)).toBeLessThan(60);
  });

  test('the absolute limit and the step-up window are where they were', async () => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { signedInAt: 43_190, authenticatedAt: 590 });
    clockOff(off);
    const { session, now } = await world.callerOf(secret);
    expect(secondsFromReality(now)).toBeLessThan(60);
    expect(session.absoluteSecondsLeft).toBeLessThanOrEqual(10);
    expect(session.stepUpSecondsLeft).toBeLessThanOrEqual(10);
    expect(session.stepUpSecondsLeft).toBeGreaterThan(0);
    await world.age(sessionId, { authenticatedAt: 600 });
    expect((await world.callerOf(secret)).session.stepUpSecondsLeft).toBe(0);
    await world.age(sessionId, { signedInAt: 43_200 });
    expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'absolute_timeout' });
  });

  test('a touch is due after a minute and writes the time of the database', async () => {
    const { secret, sessionId } = await world.person();
    clockOff(off);
    await world.age(sessionId, { lastActiveAt: 30 });
    expect(await world.resume(secret)).toMatchObject({ touchDue: false });
    await world.age(sessionId, { lastActiveAt: 61 });
    expect(await world.resume(secret)).toMatchObject({ touchDue: true });
    await noteActivity(world.ctx(), await world.callerOf(secret));
    expect(secondsFromReality((await world.row(sessionId)).lastActiveAt)).toBeLessThan(30);
  });

  test('a code of this half minute of the database counts, and one of the server’s does not', async () => {
    const { email, seed } = await protectedPerson();
    clockOff(off);
    expect(await finish(await pending(email), await code(seed, off / 30))).toMatchObject({
      reason: 'wrong_code',
    });
    expect((await finish(await pending(email), await code(seed))).ok).toBe(true);
  });

  test('a sign-in, a proof and their records carry the time of the database', async () => {
    const { email } = await world.person();
    clockOff(off);
    const result = await signIn(world.ctx(), { email, password, remember: false });
    if (!result.ok) throw new Error(result.reason);
    await world.age(result.value.sessionId, { authenticatedAt: 3000 });
    const { secret } = result.value;
    const presented = hashOfSecret(secret);
    const proven = await stepUp(await world.signedIn(secret), { password, presented });
    expect(proven.ok).toBe(true);
    const row = await world.row(result.value.sessionId);
    for (const at of [row.createdAt, row.signedInAt, row.lastActiveAt, row.authenticatedAt]) {
      expect(secondsFromReality(at)).toBeLessThan(60);
    }
    for (const { at } of await world.audit(result.value.sessionId))
      expect(secondsFromReality(at)).toBeLessThan(60);
  });

  test('the list and the sweep see the same sessions', async () => {
    const person = await world.person();
    const idle = await world.anotherSession(person);
    await world.age(idle.sessionId, { lastActiveAt: 1800 });
    await world.age(person.sessionId, { lastActiveAt: 1790 });
    clockOff(off);
    const listed = await listLiveSessions(world.db, person.userId, world.policy);
    expect(listed.map(({ id }) => id)).toEqual([person.sessionId]);
    await sweepSessions({ db: world.db, policy: world.policy });
    expect((await world.row(person.sessionId)).endedAt).toBeNull();
    expect((await world.row(idle.sessionId)).endedReason).toBe('idle_timeout');
  });

  test('after ten failures in a row the wait is 16 s of the database', async () => {
    const { email } = await world.person();
    const key = signInKey(email);
    await world.db.insert(signInDelays).values({ key, failures: 9, openAt: sql`now()` });
    clockOff(off);
    const attempt = () => signIn(world.ctx(), { email, password: 'wrong', remember: false });
    expect(await attempt()).toMatchObject({ reason: 'invalid_credentials' });
    const refused = await attempt();
    expect(refused).toMatchObject({ ok: false, reason: 'rate_limited' });
    const [row] = await world.db.select().from(signInDelays).where(eq(signInDelays.key, key));
    expect(Math.abs(secondsFromReality(row?.openAt) - 16)).toBeLessThan(16);
    expect(!refused.ok && refused.retryAfterSeconds).toBeLessThanOrEqual(16);
  });
});
