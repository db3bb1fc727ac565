import { describe, expect, test } from 'vitest';
import { flowWorld, type Person, password, trailOf } from '../../../tests/support/flow-world';
import { hashOfSecret } from '../../secret';
import type { SignedInContext } from '../context';
import { signOutEverywhere } from '../session/sign-out';
import { stepUp } from '../session/step-up';
import { changePassword } from './change-password';

const world = flowWorld();
const other = 'nine other unlikely otters';

type Typed = { current?: string; password?: string };

const changeAs = (ctx: SignedInContext, { secret }: Person, typed: Typed = {}) =>
  changePassword(ctx, { current: password, password: other, presented: hashOfSecret(secret), ...typed });

const change = async (person: Person, typed?: Typed) =>
  changeAs(await world.signedIn(person.secret), person, typed);

test('this session goes on under a new secret, every other one ends, and the old password is dead', async () => {
  const person = await world.person();
  const another = await world.anotherSession(person);
  const result = await change(person);
  if (!result.ok) throw new Error(result.reason);
  expect(result.value.ended).toBe(1);
  expect(await world.resume(person.secret)).toEqual({ kind: 'superseded' });
  expect(await world.resume(result.value.secret)).toMatchObject({ kind: 'active' });
  expect(await world.resume(another.secret)).toMatchObject({ kind: 'ended', reason: 'password_changed' });
  expect(await world.opens(person.email)).toBe(false);
  expect(await world.opens(person.email, other)).toBe(true);
  expect(trailOf(await world.auditOfUser(person.userId))).toContain('authn_password_change');
});

test('it counts as proof of who is there', async () => {
  const person = await world.person();
  await world.age(person.sessionId, { authenticatedAt: 5000 });
  const result = await change(person);
  if (!result.ok) throw new Error(result.reason);
  const { session } = await world.callerOf(result.value.secret);
  expect(session.stepUpSecondsLeft).toBeGreaterThan(590);
});

describe('nothing changes', () => {
  test('without the current password, and the fifth wrong one ends this session', async () => {
    const person = await world.person();
    const before = await world.account(person.userId);
    for (const triesLeft of [4, 3, 2, 1])
      expect(await change(person, { current: 'not my password at all' })).toEqual({
        ok: false,
        reason: 'wrong_password',
        triesLeft,
      });
    expect(await change(person, { current: 'not my password at all' })).toMatchObject({
      reason: 'session_ended',
    });
    expect(await world.account(person.userId)).toEqual(before);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'step_up_failed' });
  });

  test.each([
    ['the same password', password, 'same_password'],
    ['one that is too short', 'fourteen chars', 'too_short'],
    ['one that everybody has', 'passwordpassword', 'common'],
  ])('with %s', async (_what, typed, reason) => {
    const person = await world.person();
    const another = await world.anotherSession(person);
    const before = await world.account(person.userId);
    expect(await change(person, { password: typed })).toMatchObject({ ok: false, reason });
    expect(await world.account(person.userId)).toEqual(before);
    for (const { secret } of [person, another])
      expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
  });

  test('when it cannot be recorded', async () => {
    const person = await world.person();
    const ctx = world.unrecordable(await world.signedIn(person.secret));
    const presented = hashOfSecret(person.secret);
    await expect(changePassword(ctx, { current: password, password: other, presented })).rejects.toThrow();
    expect(await world.opens(person.email)).toBe(true);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });
});

test('of two at once from two devices one wins, and the other is signed out by it', async () => {
  const person = await world.person();
  const another = await world.anotherSession(person);
  const [ctx, theirs] = [await world.signedIn(person.secret), await world.signedIn(another.secret)];
  const results = await Promise.all([
    changeAs(ctx, person, { password: 'the first of two otters' }),
    changeAs(theirs, another, { password: 'the second of two otters' }),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const winner = results[0]?.ok ? 'the first of two otters' : 'the second of two otters';
  expect(await world.opens(person.email, winner)).toBe(true);
});

test('of a change and "sign out everywhere" at once, nobody stays signed in by the old secret', async () => {
  const person = await world.person();
  const another = await world.anotherSession(person);
  const [ctx, theirs] = [await world.signedIn(person.secret), await world.signedIn(another.secret)];
  const [result] = await Promise.all([changeAs(ctx, person), signOutEverywhere(theirs)]);
  for (const { secret } of [person, another]) expect((await world.resume(secret)).kind).not.toBe('active');
  if (result.ok) expect((await world.resume(result.value.secret)).kind).toBe('ended');
});

test('of a change and a proof at once, this browser keeps a secret that works', async () => {
  const person = await world.person();
  const presented = hashOfSecret(person.secret);
  const ctx = await world.signedIn(person.secret);
  const results = await Promise.all([changeAs(ctx, person), stepUp(ctx, { password, presented })]);
  const secrets = results.flatMap((result) => (result.ok ? [result.value.secret] : []));
  expect(secrets).toHaveLength(1);
  expect(await world.resume(secrets[0] ?? '')).toMatchObject({ kind: 'active' });
});
