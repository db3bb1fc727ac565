import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { users } from '../../../db/schema/users';
import { flowWorld, password, trailOf } from '../../../tests/support/flow-world';
import { hashPassword } from '../../account/password-hash';
import { hashOfSecret } from '../../secret';
import type { SignedInContext } from '../context';
import { signOut } from './sign-out';
import { stepUp } from './step-up';

const world = flowWorld();

/** A person whose proof is older than the window. */
async function stale() {
  const person = await world.person();
  await world.age(person.sessionId, { signedInAt: 4000, authenticatedAt: 4000, lastActiveAt: 100 });
  return { ...person, ctx: await world.signedIn(person.secret) };
}

/** With the secret that the browser holds. */
const prove = (who: { ctx: SignedInContext; secret: string }, typed = password) =>
  stepUp(who.ctx, { password: typed, presented: hashOfSecret(who.secret) });

test('the right password opens the window for ten minutes under a new secret, and the old one is dead', async () => {
  const person = await stale();
  const { secret, sessionId, ctx } = person;
  expect(ctx.session.stepUpSecondsLeft).toBe(0);
  const before = await world.row(sessionId);
  const result = await prove(person);
  if (!result.ok) throw new Error(result.reason);
  expect(await world.resume(secret)).toEqual({ kind: 'superseded' });
  const { session } = await world.callerOf(result.value.secret);
  expect(session.id).toBe(sessionId);
  expect(session.stepUpSecondsLeft).toBeGreaterThan(590);
  expect((await world.row(sessionId)).signedInAt).toEqual(before.signedInAt);
  expect((await world.audit(sessionId)).at(-1)).toMatchObject({
    event: 'session_renewed',
    reason: 'step_up',
  });
});

test('the proof counts for this session alone', async () => {
  const person = await stale();
  const other = await world.anotherSession(person);
  await world.age(other.sessionId, { authenticatedAt: 601 });
  expect(await prove(person)).toMatchObject({ ok: true });
  expect((await world.callerOf(other.secret)).session.stepUpSecondsLeft).toBe(0);
});

test('activity after it does not extend it', async () => {
  const person = await stale();
  const result = await prove(person);
  if (!result.ok) throw new Error(result.reason);
  await world.age(person.sessionId, { authenticatedAt: 600, lastActiveAt: 0 });
  expect((await world.callerOf(result.value.secret)).session.stepUpSecondsLeft).toBe(0);
});

test('a wrong password rotates nothing and is recorded with the tries that are left', async () => {
  const person = await stale();
  const { secret, sessionId } = person;
  const before = await world.row(sessionId);
  expect(await prove(person, 'wrong')).toEqual({ ok: false, reason: 'wrong_password', triesLeft: 4 });
  expect(await world.row(sessionId)).toEqual(before);
  expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
  expect((await world.audit(sessionId)).at(-1)).toMatchObject({
    event: 'step_up_fail',
    data: { triesLeft: 4 },
  });
});

test('the fifth wrong password ends the session, and the right one then comes too late', async () => {
  const person = await stale();
  const { secret, sessionId } = person;
  const other = await world.anotherSession(person);
  const answers = [];
  for (let n = 1; n <= 5; n++) answers.push(await prove(person, `wrong ${n}`));
  expect(answers.map((answer) => !answer.ok && answer.reason)).toEqual([
    ...Array(4).fill('wrong_password'),
    'session_ended',
  ]);
  expect(await prove(person)).toEqual({ ok: false, reason: 'session_ended' });
  expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'step_up_failed' });
  expect(trailOf(await world.audit(sessionId)).filter((event) => event === 'session_expired')).toHaveLength(
    1,
  );
  expect(await world.resume(other.secret)).toMatchObject({ kind: 'active' });
});

test('the right password as the fifth try is taken, and the tries begin again', async () => {
  const person = await stale();
  for (let n = 1; n <= 4; n++) await prove(person, `wrong ${n}`);
  const result = await prove(person);
  if (!result.ok) throw new Error(result.reason);
  const { secret } = result.value;
  const next = { secret, ctx: await world.signedIn(secret) };
  for (let n = 1; n <= 4; n++) {
    expect(await prove(next, `wrong ${n}`)).toMatchObject({ reason: 'wrong_password' });
  }
});

test('success in another session of the same person does not reset the tries of this one', async () => {
  const person = await stale();
  for (let n = 1; n <= 4; n++) await prove(person, `wrong ${n}`);
  const { secret } = await world.anotherSession(person);
  expect(await prove({ secret, ctx: await world.signedIn(secret) })).toMatchObject({ ok: true });
  expect(await prove(person, 'wrong 5')).toEqual({ ok: false, reason: 'session_ended' });
});

test('a hundred wrong passwords at once are looked at five times at most, and end the session once', async () => {
  const person = await stale();
  const { sessionId } = person;
  await Promise.all(Array.from({ length: 100 }, (_, n) => prove(person, `wrong ${n}`)));
  const events = trailOf(await world.audit(sessionId));
  expect(events.filter((event) => event === 'step_up_fail').length).toBeLessThanOrEqual(5);
  expect(events.filter((event) => event === 'session_expired')).toHaveLength(1);
  expect((await world.row(sessionId)).endedReason).toBe('step_up_failed');
});

describe('two proofs at once', () => {
  test('have one winner; the other is superseded, and the session lives under the winner’s secret', async () => {
    const person = await stale();
    const answers = await Promise.all([prove(person), prove(person), prove(person)]);
    const [won, ...more] = answers.filter(({ ok }) => ok);
    expect(more).toEqual([]);
    const lost = answers.filter(({ ok }) => !ok);
    expect(lost).toEqual(Array(2).fill({ ok: false, reason: 'superseded' }));
    if (!won?.ok) throw new Error('nobody won');
    expect((await world.callerOf(won.value.secret)).session.stepUpSecondsLeft).toBeGreaterThan(590);
    expect(await world.resume(person.secret)).toEqual({ kind: 'superseded' });
    const renewals = trailOf(await world.audit(person.sessionId)).filter((e) => e === 'session_renewed');
    expect(renewals).toHaveLength(1);
  });

  test('one after the other with the same secret are the same: the second comes with a dead one', async () => {
    const person = await stale();
    expect(await prove(person)).toMatchObject({ ok: true });
    const before = await world.row(person.sessionId);
    expect(await prove(person)).toEqual({ ok: false, reason: 'superseded' });
    expect(await world.row(person.sessionId)).toEqual(before);
  });

  test('after a secret of somebody else’s change nothing', async () => {
    const [person, other] = [await stale(), await stale()];
    const before = [await world.row(person.sessionId), await world.row(other.sessionId)];
    const presented = hashOfSecret(other.secret);
    expect(await stepUp(person.ctx, { password, presented })).toEqual({ ok: false, reason: 'session_ended' });
    expect([await world.row(person.sessionId), await world.row(other.sessionId)]).toEqual(before);
  });
});

describe('nothing is rotated', () => {
  test('when the session has ended meanwhile', async () => {
    const person = await stale();
    await signOut(person.ctx);
    const before = await world.row(person.sessionId);
    expect(await prove(person)).toEqual({ ok: false, reason: 'session_ended' });
    expect(await world.row(person.sessionId)).toEqual(before);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'signed_out' });
  });

  test.each([
    ['idle', { lastActiveAt: 1800 }, 'idle_timeout'],
    ['absolute', { signedInAt: 43_200 }, 'absolute_timeout'],
  ] as const)('when it has passed its %s limit meanwhile: it is not revived', async (_limit, age, reason) => {
    const person = await stale();
    await world.age(person.sessionId, age);
    const before = await world.row(person.sessionId);
    expect((await prove(person)).ok).toBe(false);
    expect(await world.row(person.sessionId)).toEqual(before);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason });
  });

  test('for an account that was switched off meanwhile', async () => {
    const person = await stale();
    await world.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, person.userId));
    const before = await world.row(person.sessionId);
    expect(await prove(person)).toEqual({ ok: false, reason: 'session_ended' });
    expect(await world.row(person.sessionId)).toEqual(before);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'account_disabled' });
  });

  test('when it cannot be recorded', async () => {
    const { ctx, secret } = await stale();
    await expect(prove({ ctx: world.unrecordable(ctx), secret })).rejects.toThrow();
    expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
  });

  test('by a password that is too long, even where it is the stored one', async () => {
    const person = await stale();
    const long = 'x y z '.repeat(22).slice(0, 129);
    await world.db
      .update(users)
      .set({ passwordHash: await hashPassword(long) })
      .where(eq(users.id, person.userId));
    expect(await prove(person, long)).toMatchObject({ ok: false, reason: 'wrong_password' });
  });
});
