import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { codeWorld, otherThan } from '../../../tests/support/email-codes';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, type Person, password, trailOf } from '../../../tests/support/flow-world';
import { hashOfSecret } from '../../secret';
import { listLiveSessions } from '../../session/list';
import { changePassword } from '../account/change-password';
import { resetPassword } from '../account/reset-password';
import type { SignedInContext } from '../context';
import { askStepUpCode } from '../sign-in/ask-email-code';
import { signOutEverywhere } from './sign-out';
import { type StepUpInput, stepUp } from './step-up';
import { stepUpWays } from './step-up-ways';

const world = flowWorld();
const { ask, asked, askedToStepUp, give, mailed, rowsOf, age, withoutPassword } = codeWorld(world);
const { protectedPerson } = factorWorld(world);

type Proving = { ctx: SignedInContext; secret: string };

/** Somebody without a password, whose proof is older than the window. */
async function stale(person?: Person) {
  const who = person ?? (await world.person());
  await withoutPassword(who.userId);
  await world.age(who.sessionId, { signedInAt: 4000, authenticatedAt: 4000, lastActiveAt: 100 });
  return { ...who, ctx: await world.signedIn(who.secret) };
}

const prove = ({ ctx, secret }: Proving, emailCode: StepUpInput['emailCode']) =>
  stepUp(ctx, { emailCode, presented: hashOfSecret(secret) });

describe('who has neither a password nor a second factor', () => {
  test('is asked for a code from a mail, and for nothing else', async () => {
    const { ctx } = await stale();
    expect(await stepUpWays(ctx)).toEqual(['email_code']);
  });

  test('proves it with that code: the session goes on under a new secret, at the same assurance', async () => {
    const person = await stale();
    const { ctx, secret, sessionId, email } = person;
    const code = await askedToStepUp(ctx);
    expect((await world.mailsTo(email)).map(({ kind }) => kind)).toEqual(['step_up_code']);
    const result = await prove(person, code);
    if (!result.ok) throw new Error(result.reason);
    expect(await world.resume(secret)).toEqual({ kind: 'superseded' });
    const { session } = await world.callerOf(result.value.secret);
    expect(session.stepUpSecondsLeft).toBeGreaterThan(590);
    expect(await world.row(sessionId)).toMatchObject({
      assurance: 1,
      authenticatedWith: 'email_code',
      // The list goes on saying how somebody signed in.
      signedInWith: 'password',
    });
    expect(await listLiveSessions(world.db, person.userId, world.policy)).toMatchObject([
      { signedInWith: 'password' },
    ]);
    expect((await world.audit(sessionId)).at(-1)).toMatchObject({
      event: 'session_renewed',
      data: { with: 'email_code' },
    });
    const again = { ctx: await world.signedIn(result.value.secret), secret: result.value.secret };
    expect(await prove(again, code)).toEqual({ ok: false, reason: 'code_over' });
  });

  test('cannot prove it with a password, whatever the hash was made of', async () => {
    const { ctx, secret } = await stale();
    const presented = hashOfSecret(secret);
    expect(await stepUp(ctx, { password, presented })).toEqual({ ok: false, reason: 'code_needed' });
    const changed = await changePassword(ctx, {
      current: password,
      password: 'nine improbable herons',
      presented,
    });
    expect(changed).toEqual({ ok: false, reason: 'no_password' });
    expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
  });

  test('chooses a password by the link of a reset, and is asked for that from then on', async () => {
    const { userId, email } = await stale();
    const token = await world.link(userId, 'reset_password');
    const chosen = 'nine improbable herons';
    expect((await resetPassword(world.ctx(), { token, password: chosen })).ok).toBe(true);
    const { held, code } = await asked(email);
    const result = await give(held, code);
    if (!result.ok) throw new Error(result.reason);
    const ctx = await world.signedIn(result.value.secret);
    expect(await stepUpWays(ctx)).toEqual(['password']);
    expect(await askStepUpCode(ctx)).toEqual({ ok: false, reason: 'not_offered' });
  });
});

describe('a wrong code', () => {
  test('counts for the session: the fifth ends it', async () => {
    const person = await stale();
    const { held, typed } = await askedToStepUp(person.ctx);
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await prove(person, { held, typed: otherThan(typed) }));
    expect(answers.map((answer) => answer.triesLeft ?? (answer.ok ? 'in' : answer.reason))).toEqual([
      ...[4, 3, 2, 1],
      'session_ended',
    ]);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'step_up_failed' });
    const events = trailOf(await world.audit(person.sessionId));
    expect(events.filter((event) => event === 'step_up_fail')).toHaveLength(5);
  });

  test('counts for the code as well, and another code begins no new count for the session', async () => {
    const person = await stale();
    const { userId, ctx } = person;
    const one = await askedToStepUp(ctx);
    for (let n = 0; n < 3; n += 1) await prove(person, { ...one, typed: otherThan(one.typed) });
    const [row] = await rowsOf(ctx.user.email);
    expect(row?.tries).toBe(3);
    const two = await askedToStepUp(ctx);
    await prove(person, { ...two, typed: otherThan(two.typed) });
    expect(await prove(person, { ...two, typed: otherThan(two.typed) })).toMatchObject({
      reason: 'session_ended',
    });
    expect(trailOf(await world.auditOfUser(userId))).toContain('session_expired');
  });

  test('that cannot be one costs no try of the session and none of the code', async () => {
    const person = await stale();
    const code = await askedToStepUp(person.ctx);
    for (let n = 0; n < 8; n += 1)
      expect(await prove(person, { ...code, typed: '123456' })).toEqual({ ok: false, reason: 'not_a_code' });
    const [row] = await rowsOf(person.ctx.user.email);
    expect(row?.tries).toBe(0);
    expect(await prove(person, { ...code, typed: otherThan(code.typed) })).toMatchObject({ triesLeft: 4 });
  });

  test('costs no try where nobody has looked at it', async () => {
    const person = await stale();
    const code = await askedToStepUp(person.ctx);
    for (let n = 0; n < 8; n += 1)
      expect(await prove(person, { typed: code.typed, held: undefined })).toMatchObject({
        reason: 'code_over',
      });
    expect(await prove(person, code)).toMatchObject({ ok: true });
  });
});

describe('refused, and nothing is rotated', () => {
  const expectRefused = async (
    person: Proving & { sessionId: string },
    emailCode: StepUpInput['emailCode'],
  ) => {
    const before = await world.row(person.sessionId);
    expect((await prove(person, emailCode)).ok).toBe(false);
    expect(await world.row(person.sessionId)).toEqual(before);
  };

  test('for an account that has a password: no code is sent, and none counts that was', async () => {
    const person = await stale();
    const code = await askedToStepUp(person.ctx);
    await world.db.execute(sql`update users set has_password = true where id = ${person.userId}`);
    const ctx = await world.signedIn(person.secret);
    expect(await askStepUpCode(ctx)).toEqual({ ok: false, reason: 'not_offered' });
    await expectRefused({ ...person, ctx }, code);
    // Also where the request was under way when the password was chosen.
    await expectRefused(person, code);
  });

  test('for an account that has a second factor, with a password or without', async () => {
    const protectedOne = await protectedPerson();
    for (const hasPassword of [true, false]) {
      if (!hasPassword) await withoutPassword(protectedOne.userId);
      const ctx = await world.signedIn(protectedOne.secret);
      expect(await stepUpWays(ctx)).toEqual(['code']);
      expect(await askStepUpCode(ctx)).toEqual({ ok: false, reason: 'not_offered' });
    }
    const { held, code } = await asked(protectedOne.email);
    await expectRefused(
      { ...protectedOne, ctx: await world.signedIn(protectedOne.secret) },
      { held, typed: code },
    );
  });

  test('of a mail that waited until the account had more: it is not sent', async () => {
    const { ctx, email, userId } = await stale();
    expect((await askStepUpCode(ctx)).ok).toBe(true);
    await world.db.execute(sql`update users set has_password = true where id = ${userId}`);
    expect(await mailed(email)).toBeUndefined();
  });

  test('with a code for another session of the same person, also in the same browser', async () => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const [here, there] = [await stale(person), await stale(other)];
    await expectRefused(here, await askedToStepUp(there.ctx));
  });

  test('with a code for signing in, and no code for step-up signs in', async () => {
    const person = await stale();
    const { held, code } = await asked(person.email);
    await expectRefused(person, { held, typed: code });
    const stepUpCode = await askedToStepUp(person.ctx);
    expect(await give(stepUpCode.held, stepUpCode.typed)).toEqual({ ok: false, reason: 'code_over' });
    // Each is as good as before for what it was sent for.
    expect(await give(held, code)).toMatchObject({ ok: true });
    expect(await prove(person, stepUpCode)).toMatchObject({ ok: true });
  });

  test('with somebody else’s', async () => {
    const [person, other] = [await stale(), await stale()];
    await expectRefused(person, await askedToStepUp(other.ctx));
  });

  test.each([600, 601])('with a code of %i seconds', async (seconds) => {
    const person = await stale();
    const code = await askedToStepUp(person.ctx);
    await age(person.email, seconds);
    await expectRefused(person, code);
  });

  test('before the mail has gone out', async () => {
    const person = await stale();
    const held = await askStepUpCode(person.ctx);
    if (!held.ok) throw new Error(held.reason);
    await expectRefused(person, { held: held.value, typed: '00000000' });
  });
});

test('who signs out everywhere kills the codes that are on their way', async () => {
  const { ctx, email } = await stale();
  const { held, code } = await asked(email);
  const waiting = await ask(email);
  await signOutEverywhere(ctx);
  expect(await give(held, code)).toEqual({ ok: false, reason: 'code_over' });
  expect(await give(waiting, code)).toEqual({ ok: false, reason: 'code_over' });
});

test('five proofs at once with one code have one winner', async () => {
  const person = await stale();
  const code = await askedToStepUp(person.ctx);
  const answers = await Promise.all(Array.from({ length: 5 }, () => prove(person, code)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});
