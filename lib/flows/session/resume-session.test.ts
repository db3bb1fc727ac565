import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { users } from '../../../db/schema/users';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { limitsOf, parsePolicy } from '../../config/policy';
import { hashOfSecret, newSecret } from '../../secret';
import { endSession } from '../../session/end';
import { rotateSession } from '../../session/rotate';
import { resumeSession } from './resume-session';
import { noteActivity } from './touch-session';

const world = flowWorld();

test('a live session is active, with its person, its time left and the database’s clock', async () => {
  const { userId, email, secret, sessionId } = await world.person('Grace');
  const resumed = await world.resume(secret);
  expect(resumed).toMatchObject({
    kind: 'active',
    touchDue: false,
    caller: { user: { id: userId, email, name: 'Grace' }, session: { id: sessionId, remembered: false } },
  });
  const { session } = await world.callerOf(secret);
  expect(session.idleSecondsLeft).toBeGreaterThan(1790);
  expect(session.idleSecondsLeft).toBeLessThanOrEqual(1800);
  expect(session.absoluteSecondsLeft).toBeGreaterThan(43_190);
  expect(session.stepUpSecondsLeft).toBeGreaterThan(590);
});

test('what is handed on holds neither secret nor hash', async () => {
  const { secret } = await world.person();
  const shown = JSON.stringify(await world.resume(secret));
  expect(shown).not.toContain(secret);
  expect(shown).not.toMatch(/argon2|hash/i);
});

test('resuming counts as nothing: it moves no time', async () => {
  const { secret, sessionId } = await world.person();
  await world.age(sessionId, { lastActiveAt: 900 });
  const before = await world.row(sessionId);
  expect(await world.resume(secret)).toMatchObject({ kind: 'active', touchDue: true });
  expect(await world.row(sessionId)).toEqual(before);
});

test('a secret that never was one opens nothing, and no row appears', async () => {
  const before = await world.db.$count(users);
  expect(await world.resume(newSecret())).toEqual({ kind: 'none' });
  expect(await world.resume('')).toEqual({ kind: 'none' });
  expect(await world.db.$count(users)).toBe(before);
});

describe('a session whose time is up', () => {
  test.each([
    ['idle_timeout', { lastActiveAt: 1830, signedInAt: 3600 }, 30],
    ['absolute_timeout', { lastActiveAt: 1, signedInAt: 43_260 }, 60],
    ['idle_timeout', { lastActiveAt: 9000, signedInAt: 50_000 }, 7200],
  ] as const)('ends as %s, recorded, dated at the limit', async (reason, age, secondsAgo) => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, age);
    expect(await world.resume(secret)).toEqual({ kind: 'ended', sessionId, reason });
    const row = await world.row(sessionId);
    expect(row).toMatchObject({ endedReason: reason, endedBy: null, endedFrom: null });
    const [last] = (await world.audit(sessionId)).slice(-1);
    expect(last).toMatchObject({ event: 'session_expired', reason, actorId: null });
    const late = ((last?.at.getTime() ?? 0) - (row.endedAt?.getTime() ?? 0)) / 1000;
    expect(late).toBeGreaterThanOrEqual(secondsAgo);
    expect(late).toBeLessThan(secondsAgo + 10);
  });

  test('stays ended when its times are moved forward again', async () => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 1800 });
    await world.resume(secret);
    await world.age(sessionId, { lastActiveAt: 0, signedInAt: 0, authenticatedAt: 0 });
    expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'idle_timeout' });
    expect(
      await noteActivity(world.ctx(), { ...(await stranger()), session: shell(sessionId) }),
    ).toMatchObject({
      session: { idleSecondsLeft: 1 },
    });
  });

  test('is ended and recorded once, however many ask at once', async () => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 1800 });
    const answers = await Promise.all(Array.from({ length: 16 }, () => world.resume(secret)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ kind: 'ended', reason: 'idle_timeout' });
    expect(trailOf(await world.audit(sessionId)).filter((event) => event === 'session_expired')).toHaveLength(
      1,
    );
  });

  test('is not ended when its end cannot be recorded', async () => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 1800 });
    const asked = resumeSession(world.unrecordable(world.ctx()), hashOfSecret(secret));
    await expect(asked).rejects.toThrow();
    expect((await world.row(sessionId)).endedAt).toBeNull();
  });

  test('of a shorter policy ends at once, on the next look', async () => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 600 });
    const policy = parsePolicy({ SESSION_IDLE_TIMEOUT: '10m' });
    expect(await resumeSession({ ...world.ctx(), policy }, hashOfSecret(secret))).toMatchObject({
      kind: 'ended',
      reason: 'idle_timeout',
    });
  });
});

const stranger = () => world.person().then(({ secret }) => world.callerOf(secret));
const shell = (id: string) => ({
  id,
  remembered: false,
  idleSecondsLeft: 1,
  absoluteSecondsLeft: 1,
  stepUpSecondsLeft: 0,
  sensitive: { idleSecondsLeft: 0, stepUpSecondsLeft: 0 },
});

describe('a remembered session', () => {
  test('lives for a week without activity and for 30 days in all', async () => {
    const { secret, sessionId } = await world.anotherSession(await world.person(), { remember: true });
    await world.age(sessionId, { lastActiveAt: 604_700, signedInAt: 2_591_900 });
    expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
    await world.age(sessionId, { lastActiveAt: 5, signedInAt: 2_592_000 });
    expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'absolute_timeout' });
  });
});

test('an account that was switched off has no live session from the next look on', async () => {
  const { userId, secret, sessionId } = await world.person();
  await world.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, userId));
  expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'account_disabled' });
  expect((await world.row(sessionId)).endedReason).toBe('account_disabled');
  await world.db.update(users).set({ disabledAt: null }).where(eq(users.id, userId));
  expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'account_disabled' });
});

test('an ended session is told with its first reason, and nothing more is written', async () => {
  const { userId, secret, sessionId } = await world.person();
  await endSession(world.db, { id: sessionId, userId }, 'revoked_by_user');
  await world.age(sessionId, { lastActiveAt: 90_000, signedInAt: 90_000 });
  const before = await world.audit(sessionId);
  expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'revoked_by_user' });
  expect(await world.audit(sessionId)).toEqual(before);
});

test('a rotated-away secret is superseded, a deleted session’s is nobody’s', async () => {
  const { userId, secret, sessionId: id } = await world.person();
  const session = { id, userId, presented: hashOfSecret(secret) };
  const limits = limitsOf(world.policy, { remembered: false, role: 'member' });
  const rotated = await rotateSession(world.db, session, { with: 'password', assurance: 1 }, limits);
  expect(await world.resume(secret)).toEqual({ kind: 'superseded' });
  expect(await world.resume(rotated?.secret ?? '')).toMatchObject({ kind: 'active' });
  await world.owner.delete(users).where(eq(users.id, userId));
  expect(await world.resume(rotated?.secret ?? '')).toEqual({ kind: 'none' });
  expect(await world.resume(secret)).toEqual({ kind: 'none' });
});

test('a secret rotated away from a session that has ended since is nobody’s', async () => {
  const { userId, secret, sessionId: id } = await world.person();
  const session = { id, userId, presented: hashOfSecret(secret) };
  const limits = limitsOf(world.policy, { remembered: false, role: 'member' });
  const rotated = await rotateSession(world.db, session, { with: 'password', assurance: 1 }, limits);
  await endSession(world.db, { id, userId }, 'signed_out');
  expect(await world.resume(secret)).toEqual({ kind: 'none' });
  expect(await world.resume(rotated?.secret ?? '')).toMatchObject({ kind: 'ended', reason: 'signed_out' });
});

test('the word about an end names no address', async () => {
  const { userId, secret, sessionId } = await world.person();
  await endSession(world.db, { id: sessionId, userId }, 'signed_out');
  expect(await world.resume(secret)).toEqual({ kind: 'ended', sessionId, reason: 'signed_out' });
});

describe('noting activity', () => {
  test('gives back the whole idle time when it was due, and what was left when not', async () => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 900, signedInAt: 900 });
    const noted = await noteActivity(world.ctx(), await world.callerOf(secret));
    expect(noted.session.idleSecondsLeft).toBe(1800);
    expect(noted.session.absoluteSecondsLeft).toBeLessThan(42_301);
    const caller = await world.callerOf(secret);
    expect(await noteActivity(world.ctx(), caller)).toEqual(caller);
  });

  test('keeps a session alive past its idle timeout and never past its absolute one', async () => {
    const { secret, sessionId } = await world.person();
    for (const signedInAt of [1700, 3400, 42_000]) {
      await world.age(sessionId, { lastActiveAt: 1700, signedInAt });
      await noteActivity(world.ctx(), await world.callerOf(secret));
      expect(await world.resume(secret)).toMatchObject({ kind: 'active', touchDue: false });
    }
    await world.age(sessionId, { signedInAt: 43_200 });
    expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'absolute_timeout' });
  });
});
