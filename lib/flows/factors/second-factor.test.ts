import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { pendingSignIns } from '../../../db/schema/pending-sign-ins';
import { sessions } from '../../../db/schema/sessions';
import { users } from '../../../db/schema/users';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, password, trailOf } from '../../../tests/support/flow-world';
import { hashOfSecret } from '../../secret';
import { resetPassword } from '../account/reset-password';
import { signOutEverywhere } from '../session/sign-out';
import { stepUp } from '../session/step-up';
import { establishSession } from '../sign-in/establish-session';
import { finishSignIn } from '../sign-in/finish-sign-in';
import { signIn } from '../sign-in/sign-in';

const world = flowWorld();
const { protectedPerson, pending, finish, code, forgetCodes } = factorWorld(world);

const sessionsOf = (userId: string) => world.db.$count(sessions, eq(sessions.userId, userId));
const secret = () => randomBytes(32).toString('base64url');

describe('the right password of an account with an authenticator', () => {
  test('begins no session: it waits for the code, and what it waits with opens nothing', async () => {
    const { email, userId } = await protectedPerson();
    const before = await sessionsOf(userId);
    const result = await signIn(world.ctx(), { email, password, remember: false });
    expect(result).toMatchObject({ ok: false, reason: 'second_factor_needed', pending: expect.any(String) });
    expect(await sessionsOf(userId)).toBe(before);
    expect(await world.resume(result.pending ?? '')).toEqual({ kind: 'none' });
    expect(trailOf(await world.auditOfUser(userId)).at(-1)).toBe('second_factor_asked');
  });

  test('and a code of now begin one that says so and is worth two factors', async () => {
    const { email, seed } = await protectedPerson();
    const result = await finish(await pending(email, { remember: true }), await code(seed));
    if (!result.ok) throw new Error(result.reason);
    expect(await world.row(result.value.sessionId)).toMatchObject({
      authenticatedWith: 'password+totp',
      assurance: 2,
      remembered: true,
    });
    const { session } = await world.callerOf(result.value.secret);
    expect(session.stepUpSecondsLeft).toBeGreaterThan(590);
  });

  test('replaces what the browser carried only when the code has come', async () => {
    const { email, seed, secret: carriedSecret } = await protectedPerson();
    const carried = await world.callerOf(carriedSecret);
    const waiting = await pending(email);
    expect(await world.resume(carriedSecret)).toMatchObject({ kind: 'active' });
    expect(await finish(waiting, await code(seed), { carried })).toMatchObject({ ok: true });
    expect(await world.resume(carriedSecret)).toMatchObject({ kind: 'ended', reason: 'replaced' });
  });
});

describe('a code', () => {
  test.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [3, false],
  ])('of the half minute T%i is accepted: %s', async (later, accepted) => {
    const { email, seed, userId } = await protectedPerson();
    const before = await sessionsOf(userId);
    const result = await finish(await pending(email), await code(seed, later));
    expect(result.ok).toBe(accepted);
    expect(await sessionsOf(userId)).toBe(before + (accepted ? 1 : 0));
  });

  test('works once: not for a second sign-in, and not for step-up', async () => {
    const { email, seed, secret: held } = await protectedPerson();
    const used = await code(seed);
    expect(await finish(await pending(email), used)).toMatchObject({ ok: true });
    expect(await finish(await pending(email), used)).toMatchObject({ ok: false, reason: 'wrong_code' });
    const ctx = await world.signedIn(held);
    expect(await stepUp(ctx, { code: used, presented: hashOfSecret(held) })).toMatchObject({
      reason: 'wrong_code',
      triesLeft: 4,
    });
  });

  test('of the next half minute makes those before it too old', async () => {
    const { email, seed } = await protectedPerson();
    const [now, next] = [await code(seed), await code(seed, 1)];
    expect(await finish(await pending(email), next)).toMatchObject({ ok: true });
    for (const each of [next, now])
      expect(await finish(await pending(email), each)).toMatchObject({ ok: false, reason: 'wrong_code' });
  });

  test('that cannot be one costs no try: not of this sign-in, not of the account, and nothing is recorded', async () => {
    const { email, seed, userId } = await protectedPerson();
    const waiting = await pending(email);
    const before = await world.auditOfUser(userId);
    for (const typed of ['', '12345', '1234567', '12345678', 'abcdef', 'ABCD-EFGH', 'U'.repeat(24), '\u200b'])
      for (let n = 0; n < 3; n += 1)
        expect(await finish(waiting, typed)).toEqual({ ok: false, reason: 'not_a_code' });
    expect(await world.auditOfUser(userId)).toEqual(before);
    const { secondFactorFailures: failures } = users;
    const [counted] = await world.db.select({ failures }).from(users).where(eq(users.id, userId));
    expect(counted).toEqual({ failures: 0 });
    const wrong = String((Number(await code(seed)) + 1) % 1_000_000).padStart(6, '0');
    expect(await finish(waiting, wrong)).toMatchObject({ reason: 'wrong_code', triesLeft: 4 });
    const arabic = (await code(seed)).replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
    expect(await finish(waiting, `\u202a${arabic}\u202c`)).toMatchObject({ ok: true });
  });

  test('used for step-up does not sign in, nor does the one before it', async () => {
    const { email, seed, secret: held } = await protectedPerson();
    const [used, older] = [await code(seed), await code(seed, -1)];
    const ctx = await world.signedIn(held);
    expect(await stepUp(ctx, { code: used, presented: hashOfSecret(held) })).toMatchObject({ ok: true });
    for (const each of [used, older])
      expect(await finish(await pending(email), each)).toMatchObject({ ok: false, reason: 'wrong_code' });
  });

  test('sent twenty times at once for one sign-in begins one session', async () => {
    const { email, seed, userId } = await protectedPerson();
    const before = await sessionsOf(userId);
    const [waiting, typed] = [await pending(email), await code(seed)];
    const results = await Promise.all(Array.from({ length: 20 }, () => finish(waiting, typed)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await sessionsOf(userId)).toBe(before + 1);
  });

  test('sent at once for twenty sign-ins begins one session', async () => {
    const { email, seed, userId } = await protectedPerson();
    const before = await sessionsOf(userId);
    const waiting: string[] = [];
    for (let n = 0; n < 20; n++) waiting.push(await pending(email));
    const typed = await code(seed);
    const results = await Promise.all(waiting.map((each) => finish(each, typed)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await sessionsOf(userId)).toBe(before + 1);
  });

  test('of another person is wrong', async () => {
    const [one, other] = [await protectedPerson(), await protectedPerson()];
    expect(await finish(await pending(one.email), await code(other.seed))).toMatchObject({
      reason: 'wrong_code',
      triesLeft: 4,
    });
  });

  test('that could not be recorded is not used up, and no session begins', async () => {
    const { email, seed, userId } = await protectedPerson();
    const before = await sessionsOf(userId);
    const [waiting, typed] = [await pending(email), await code(seed)];
    await expect(
      finishSignIn(world.unrecordable(world.ctx()), { pending: waiting, code: typed }),
    ).rejects.toThrow();
    expect(await sessionsOf(userId)).toBe(before);
    expect(await finish(waiting, typed)).toMatchObject({ ok: true });
  });
});

describe('a half-finished sign-in', () => {
  const aged = (userId: string, seconds: number) =>
    world.db
      .update(pendingSignIns)
      .set({ createdAt: sql`now() - make_interval(secs => ${seconds})` })
      .where(and(eq(pendingSignIns.userId, userId)));

  test.each([
    [240, true],
    [300, false],
    [301, false],
  ])('of %i seconds can be finished: %s', async (seconds, ok) => {
    const { email, seed, userId } = await protectedPerson();
    const waiting = await pending(email);
    await aged(userId, seconds);
    expect((await finish(waiting, await code(seed))).ok).toBe(ok);
  });

  test('that nobody began, or that is malformed, is over', async () => {
    for (const made of [secret(), '', 'x', '\0', 'a'.repeat(5000)])
      expect(await finish(made, '123456')).toEqual({ ok: false, reason: 'pending_over' });
  });

  test('can be finished once', async () => {
    const { email, seed, userId } = await protectedPerson();
    const waiting = await pending(email);
    expect((await finish(waiting, await code(seed))).ok).toBe(true);
    await forgetCodes(userId);
    expect(await finish(waiting, await code(seed))).toEqual({ ok: false, reason: 'pending_over' });
  });

  test('takes five wrong codes, then the right one comes too late, and the person is told', async () => {
    const { email, seed, userId } = await protectedPerson();
    const waiting = await pending(email);
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await finish(waiting, '000000'));
    expect(answers.map((answer) => answer.triesLeft ?? (answer.ok ? 'in' : answer.reason))).toEqual([
      ...[4, 3, 2, 1],
      'pending_over',
    ]);
    const before = await sessionsOf(userId);
    expect(await finish(waiting, await code(seed))).toEqual({ ok: false, reason: 'pending_over' });
    expect(await sessionsOf(userId)).toBe(before);
    const kinds = (await world.mailsTo(email)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'second_factor_failed')).toHaveLength(1);
  });

  test('is over when the password is reset meanwhile, and when the person signs out everywhere', async () => {
    const person = await protectedPerson();
    const [one] = [await pending(person.email)];
    await signOutEverywhere(await world.signedIn(person.secret));
    expect(await finish(one, await code(person.seed))).toEqual({ ok: false, reason: 'pending_over' });
    const two = await pending(person.email);
    const token = await world.link(person.userId, 'reset_password');
    const reset = await resetPassword(world.ctx(), { token, password: 'nine improbable herons' });
    expect(reset.ok).toBe(true);
    expect(await finish(two, await code(person.seed))).toEqual({ ok: false, reason: 'pending_over' });
  });
});

test('after a reset the new password alone opens nothing: the code is asked for as before', async () => {
  const { email, seed, userId } = await protectedPerson();
  const token = await world.link(userId, 'reset_password');
  const chosen = 'nine improbable herons';
  expect((await resetPassword(world.ctx(), { token, password: chosen })).ok).toBe(true);
  const result = await signIn(world.ctx(), { email, password: chosen, remember: false });
  expect(result).toMatchObject({ ok: false, reason: 'second_factor_needed' });
  expect(await finish(result.pending ?? '', await code(seed))).toMatchObject({ ok: true });
});

test('a way in that forgets the second factor begins no session', async () => {
  const { userId } = await protectedPerson();
  const before = await sessionsOf(userId);
  const begun = await world.db.transaction((tx) =>
    establishSession(world.ctx(), tx, { userId, remembered: false }),
  );
  expect(begun).toBeUndefined();
  expect(await sessionsOf(userId)).toBe(before);
});
