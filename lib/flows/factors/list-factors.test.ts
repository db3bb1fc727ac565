import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { totpAuthenticators } from '../../../db/schema/totp-authenticators';
import { users } from '../../../db/schema/users';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, password, trailOf } from '../../../tests/support/flow-world';
import { recoveryCodesLeft } from '../../second-factor/recovery';
import { hashOfSecret } from '../../secret';
import { changePassword } from '../account/change-password';
import { stepUp } from '../session/step-up';
import { signIn } from '../sign-in/sign-in';
import { startAuthenticator, turnOffAuthenticator, turnOnAuthenticator } from './change-authenticator';
import { factorsOf } from './list-factors';
import { renewRecoveryCodes } from './renew-recovery-codes';

const world = flowWorld();
const { protectedPerson, pending, finish, code, forgetCodes, recoveryCodes } = factorWorld(world);
type Held = { secret: string };

const ctxOf = ({ secret }: Held) => world.signedIn(secret);
const presented = ({ secret }: Held) => hashOfSecret(secret);
const turnOn = async (who: Held, typed: string) =>
  turnOnAuthenticator(await ctxOf(who), { presented: presented(who), code: typed });
const turnOff = async (who: Held) => turnOffAuthenticator(await ctxOf(who), { presented: presented(who) });
const rowOf = async (userId: string) => {
  const [row] = await world.db.select().from(totpAuthenticators).where(eq(totpAuthenticators.userId, userId));
  return row;
};
const started = async (who: Held) => {
  const result = await startAuthenticator(await ctxOf(who));
  if (!result.ok) throw new Error(result.reason);
  return result.value.key.replaceAll(' ', '');
};

describe('setting up an authenticator', () => {
  test('changes nothing until a code is confirmed', async () => {
    const person = await world.person();
    await started(person);
    expect(await world.account(person.userId)).toMatchObject({ assurance: 1 });
    expect(await world.opens(person.email)).toBe(true);
    expect((await factorsOf(await ctxOf(person))).authenticator).toEqual({ waiting: true });
  });

  test('with a code ends other sessions, goes on under a new secret worth two factors, and mails', async () => {
    const person = await world.person();
    const other = await world.anotherSession(person);
    const seed = await started(person);
    const on = await turnOn(person, await code(seed));
    if (!on.ok) throw new Error(on.reason);
    expect(on.value.ended).toBe(1);
    expect(await world.resume(person.secret)).toEqual({ kind: 'superseded' });
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'ended', reason: 'factors_changed' });
    expect(await world.row(person.sessionId)).toMatchObject({
      authenticatedWith: 'password+totp',
      assurance: 2,
    });
    expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toContain('factor_added');
    expect(trailOf(await world.audit(person.sessionId))).toContain('factor_added');
  });

  test('with a wrong code changes nothing, nor with the code of a key that was replaced', async () => {
    const person = await world.person();
    const first = await started(person);
    const before = await rowOf(person.userId);
    expect(await turnOn(person, '000000')).toMatchObject({ reason: 'wrong_code' });
    expect(await rowOf(person.userId)).toEqual(before);
    const second = await started(person);
    expect(second).not.toBe(first);
    expect(await turnOn(person, await code(first))).toMatchObject({ reason: 'wrong_code' });
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
    expect(await world.account(person.userId)).toMatchObject({ assurance: 1 });
  });

  test.each([
    [898, 'on'],
    [900, 'not_started'],
  ])('after %i seconds is %s', async (seconds, outcome) => {
    const person = await world.person();
    const seed = await started(person);
    await world.db
      .update(totpAuthenticators)
      .set({ createdAt: sql`now() - make_interval(secs => ${seconds})` })
      .where(eq(totpAuthenticators.userId, person.userId));
    const result = await turnOn(person, await code(seed));
    expect(result.ok ? 'on' : result.reason).toBe(outcome);
  });

  test('twice at once turns it on once', async () => {
    const person = await world.person();
    const typed = await code(await started(person));
    const results = await Promise.all([turnOn(person, typed), turnOn(person, typed)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('the code that confirmed it does not sign in', async () => {
    const person = await world.person();
    const typed = await code(await started(person));
    expect((await turnOn(person, typed)).ok).toBe(true);
    expect(await finish(await pending(person.email), typed)).toMatchObject({ reason: 'wrong_code' });
  });

  test('is refused where one is on, and its key stays', async () => {
    const person = await protectedPerson();
    const before = await rowOf(person.userId);
    expect(await startAuthenticator(await ctxOf(person))).toEqual({ ok: false, reason: 'already_on' });
    expect(await rowOf(person.userId)).toEqual(before);
  });
});

describe('every change asks for the highest proof that the account has', () => {
  test.each([
    ['starting', async (who: Held) => startAuthenticator(await ctxOf(who))],
    ['turning on', (who: Held) => turnOn(who, '123456')],
    ['turning off', turnOff],
    [
      'new recovery codes',
      async (who: Held) => renewRecoveryCodes(await ctxOf(who), { presented: presented(who) }),
    ],
  ])('%s is refused after the window, and from a session that proved less', async (_what, deed) => {
    const person = await protectedPerson();
    const before = await rowOf(person.userId);
    await world.age(person.sessionId, { authenticatedAt: 601 });
    expect(await deed(person)).toMatchObject({ ok: false, reason: 'proof_needed' });
    await world.age(person.sessionId, { authenticatedAt: 0 });
    await world.db.execute(sql`update sessions set assurance = 1 where id = ${person.sessionId}`);
    expect(await deed(person)).toMatchObject({ ok: false, reason: 'proof_needed' });
    expect(await rowOf(person.userId)).toEqual(before);
  });
});

test('removing it takes the recovery codes with it, ends other sessions, and a password opens again', async () => {
  const person = await protectedPerson();
  const { secret } = await recoveryCodes(person);
  expect((await turnOff({ secret })).ok).toBe(true);
  expect(await rowOf(person.userId)).toBeUndefined();
  expect(await recoveryCodesLeft(world.db, person.userId)).toBe(0);
  expect(await world.opens(person.email)).toBe(true);
  expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toContain('factor_removed');
});

describe('recovery codes', () => {
  test('are ten, each opens once and says so, and the mail tells how many are left', async () => {
    const person = await protectedPerson();
    const { codes } = await recoveryCodes(person);
    expect(codes).toHaveLength(10);
    const [first = ''] = codes;
    const result = await finish(await pending(person.email), first.toLowerCase());
    if (!result.ok) throw new Error(result.reason);
    expect(await world.row(result.value.sessionId)).toMatchObject({
      authenticatedWith: 'password+recovery_code',
      assurance: 2,
    });
    expect(await finish(await pending(person.email), first)).toMatchObject({ reason: 'wrong_code' });
    const told = (await world.mailsTo(person.email)).find(({ kind }) => kind === 'recovery_code_used');
    expect(told?.facts).toMatchObject({ left: '9', few: 'no' });
  });

  test('one at once for ten sign-ins opens one', async () => {
    const person = await protectedPerson();
    const [first = ''] = (await recoveryCodes(person)).codes;
    const waiting: string[] = [];
    for (let n = 0; n < 10; n++) waiting.push(await pending(person.email));
    const results = await Promise.all(waiting.map((each) => finish(each, first)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('of an earlier set, and of somebody else, open nothing', async () => {
    const person = await protectedPerson();
    const { codes: old, secret } = await recoveryCodes(person);
    await recoveryCodes({ secret });
    const foreign = (await recoveryCodes(await protectedPerson())).codes;
    for (const typed of [old[0] ?? '', foreign[0] ?? ''])
      expect(await finish(await pending(person.email), typed)).toMatchObject({ reason: 'wrong_code' });
  });

  test('are not made for an account that they could not recover', async () => {
    const person = await world.person();
    const refusal = await renewRecoveryCodes(await ctxOf(person), { presented: presented(person) });
    expect(refusal).toEqual({ ok: false, reason: 'no_factor' });
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });
});

describe('step-up with a second factor', () => {
  test('takes a code or a recovery code and rotates; a password alone is not enough and changes nothing', async () => {
    const person = await protectedPerson();
    const { codes, secret } = await recoveryCodes(person);
    await world.age(person.sessionId, { authenticatedAt: 601 });
    const before = await world.row(person.sessionId);
    const here = { secret };
    const refusal = await stepUp(await ctxOf(here), { password, presented: presented(here) });
    expect(refusal).toEqual({ ok: false, reason: 'code_needed' });
    expect(await world.row(person.sessionId)).toEqual(before);
    const proven = await stepUp(await ctxOf(here), {
      code: await code(person.seed),
      presented: presented(here),
    });
    if (!proven.ok) throw new Error(proven.reason);
    expect(await world.resume(secret)).toEqual({ kind: 'superseded' });
    expect((await world.callerOf(proven.value.secret)).session.stepUpSecondsLeft).toBeGreaterThan(590);
    const next = proven.value;
    const again = await stepUp(await ctxOf(next), { code: codes[0], presented: presented(next) });
    expect(again.ok).toBe(true);
    expect(await world.row(person.sessionId)).toMatchObject({ authenticatedWith: 'password+recovery_code' });
  });

  test('ends the session after five wrong codes, which count for the account as well', async () => {
    const person = await protectedPerson();
    const ctx = await ctxOf(person);
    const reasons = [];
    for (let n = 0; n < 5; n++) {
      const result = await stepUp(ctx, { code: '000000', presented: presented(person) });
      reasons.push(result.ok ? 'in' : result.reason);
    }
    expect(reasons).toEqual([...Array(4).fill('wrong_code'), 'session_ended']);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'step_up_failed' });
    const [row] = await world.db.select().from(users).where(eq(users.id, person.userId));
    expect(row?.secondFactorFailures).toBe(5);
  });

  test('changing the password needs the current one and fresh proof with the code', async () => {
    const person = await protectedPerson();
    const change = async () =>
      changePassword(await ctxOf(person), {
        current: password,
        password: 'nine improbable herons',
        presented: presented(person),
      });
    await world.age(person.sessionId, { authenticatedAt: 601 });
    expect(await change()).toEqual({ ok: false, reason: 'proof_needed' });
    expect((await signIn(world.ctx(), { email: person.email, password, remember: false })).ok).toBe(false);
    await world.age(person.sessionId, { authenticatedAt: 0 });
    expect(await change()).toMatchObject({ ok: true });
    expect(await world.row(person.sessionId)).toMatchObject({
      assurance: 2,
      authenticatedWith: 'password+totp',
    });
    await forgetCodes(person.userId);
  });
});
