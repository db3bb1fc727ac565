import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { users } from '../../../db/schema/users';
import { codeWorld, otherThan } from '../../../tests/support/email-codes';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { signInByCode } from './sign-in-by-code';

const world = flowWorld();
const { ask, asked, give, mailed, rowsOf, age } = codeWorld(world);

const sessionsOf = (userId: string) => world.db.$count(sessions, eq(sessions.userId, userId));
const set = (userId: string, columns: object) =>
  world.db.update(users).set(columns).where(eq(users.id, userId));
const nowhere = () => `${randomBytes(6).toString('hex')}@example.com`;

describe('the right code in the browser that asked', () => {
  test('begins a session like any other, that says how it was proven', async () => {
    const { email, userId } = await world.person();
    const { held, code } = await asked(email, { remember: true });
    const result = await give(held, code);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value).toMatchObject({ userId, remembered: true, newDevice: true });
    expect(await world.row(result.value.sessionId)).toMatchObject({
      userId,
      remembered: true,
      assurance: 1,
      authenticatedWith: 'email_code',
    });
    // What is sensitive asks for the password all the same.
    expect((await world.callerOf(result.value.secret)).session.stepUpSecondsLeft).toBe(0);
    expect(trailOf(await world.auditOfUser(userId))).toEqual(
      expect.arrayContaining(['sign_in_code_sent', 'session_created', 'authn_login_success']),
    );
    expect((await world.mailsTo(email)).map(({ kind }) => kind)).toContain('new_sign_in');
  });

  test('may be typed with spaces, as it is read out', async () => {
    const { email } = await world.person();
    const { held, code } = await asked(email);
    expect(await give(held, ` ${code.slice(0, 4)} ${code.slice(4)} `)).toMatchObject({ ok: true });
  });

  test('ends the session that the browser carried', async () => {
    const person = await world.person();
    const { held, code } = await asked(person.email);
    const carried = await world.callerOf(person.secret);
    expect(await give(held, code, { carried })).toMatchObject({ ok: true });
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'replaced' });
  });

  test('works once', async () => {
    const { email, userId } = await world.person();
    const { held, code } = await asked(email);
    expect(await give(held, code)).toMatchObject({ ok: true });
    const before = await sessionsOf(userId);
    expect(await give(held, code)).toEqual({ ok: false, reason: 'code_over' });
    expect(await sessionsOf(userId)).toBe(before);
  });

  test('of twenty at once begins one session', async () => {
    const { email, userId } = await world.person();
    const { held, code } = await asked(email);
    const before = await sessionsOf(userId);
    const results = await Promise.all(Array.from({ length: 20 }, () => give(held, code)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await sessionsOf(userId)).toBe(before + 1);
  });

  test('that could not be recorded is not used up, and no session begins', async () => {
    const { email, userId } = await world.person();
    const { held, code } = await asked(email);
    const before = await sessionsOf(userId);
    await expect(signInByCode(world.unrecordable(world.ctx()), { held, code })).rejects.toThrow();
    expect(await sessionsOf(userId)).toBe(before);
    expect(await give(held, code)).toMatchObject({ ok: true });
  });

  test('of several open ones is each good in its own browser, and in no other', async () => {
    const { email } = await world.person();
    const [one, two] = [await asked(email), await asked(email)];
    expect(await give(two.held, one.code)).toMatchObject({ reason: 'wrong_code' });
    expect(await give(one.held, one.code)).toMatchObject({ ok: true });
    expect(await give(two.held, two.code)).toMatchObject({ ok: true });
  });

  test('sent again makes the code of the earlier mail useless', async () => {
    const { email } = await world.person();
    const { held, code } = await asked(email);
    await world.db.execute(sql`update mails set sent_at = null where recipient = ${email}`);
    const again = await mailed(email);
    expect(again).toBeDefined();
    expect(await give(held, code)).toMatchObject({ reason: 'wrong_code' });
    expect(await give(held, again ?? '')).toMatchObject({ ok: true });
  });
});

describe('nothing begins', () => {
  test.each([
    [598, true],
    [600, false],
    [601, false],
  ])('with a code of %i seconds, except %s', async (seconds, ok) => {
    const { email } = await world.person();
    const { held, code } = await asked(email);
    await age(email, seconds);
    expect((await give(held, code)).ok).toBe(ok);
  });

  test('with what no browser of ours holds', async () => {
    const { email } = await world.person();
    const { code } = await asked(email);
    for (const held of [randomBytes(32).toString('base64url'), '', 'x', '\0', undefined, 'a'.repeat(5000)])
      expect(await give(held, code)).toEqual({ ok: false, reason: 'code_over' });
  });

  test('before the mail has gone out', async () => {
    const { email } = await world.person();
    const held = await ask(email);
    for (const typed of ['00000000', '٠٠٠٠٠٠٠٠'])
      expect(await give(held, typed)).toMatchObject({ reason: 'wrong_code' });
  });

  test('by what cannot be a code, which costs no try of any count', async () => {
    const { email, userId } = await world.person();
    const { held, code } = await asked(email);
    const before = await world.auditOfUser(userId);
    for (const typed of ['', 'abc', '1'.repeat(64), code.slice(1), `${code}0`, '123456', '\u200b'])
      for (let n = 0; n < 3; n += 1)
        expect(await give(held, typed)).toEqual({ ok: false, reason: 'not_a_code' });
    expect(await rowsOf(email)).toMatchObject([{ tries: 0 }]);
    expect(await world.auditOfUser(userId)).toEqual(before);
    expect(await give(held, [...code].map((digit) => `${digit}\u200b`).join('-'))).toMatchObject({
      ok: true,
    });
  });

  test('after five wrong codes, also by the right one', async () => {
    const { email, userId } = await world.person();
    const { held, code } = await asked(email);
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await give(held, otherThan(code)));
    expect(answers.map((answer) => answer.triesLeft)).toEqual([4, 3, 2, 1, 0]);
    const before = await sessionsOf(userId);
    expect(await give(held, code)).toEqual({ ok: false, reason: 'code_over' });
    expect(await sessionsOf(userId)).toBe(before);
    const events = trailOf(await world.auditOfUser(userId));
    expect(events.filter((event) => event === 'sign_in_code_fail')).toHaveLength(5);
  });

  test('by a hundred wrong codes at once: five are looked at', async () => {
    const { email, userId } = await world.person();
    const { held, code } = await asked(email);
    await Promise.all(Array.from({ length: 100 }, () => give(held, otherThan(code))));
    const events = trailOf(await world.auditOfUser(userId));
    expect(events.filter((event) => event === 'sign_in_code_fail')).toHaveLength(5);
    expect(await give(held, code)).toEqual({ ok: false, reason: 'code_over' });
  });
});

describe('an address that no code is of use to', () => {
  const closed = {
    unconfirmed: { emailVerifiedAt: null },
    disabled: { disabledAt: new Date() },
    'about to be deleted': { deletionRequestedAt: new Date() },
    'waiting for a reset': { passwordResetRequiredAt: new Date() },
  };

  test('without an account is answered alike, and its mail is dropped', async () => {
    const email = nowhere();
    const { email: known } = await world.person();
    expect((await ask(email)).length).toBe((await ask(known)).length);
    expect((await world.mailsTo(email)).map(({ kind }) => kind)).toEqual(['sign_in_code']);
    expect((await rowsOf(email)).length).toBe(1);
    expect(await mailed(email)).toBeUndefined();
    const [mail] = await world.mailsTo(email);
    expect(mail).toMatchObject({ sentAt: null, droppedAt: expect.any(Date) });
  });

  test('without an account is answered alike to a wrong code', async () => {
    const { email: known } = await world.person();
    const held = await asked(known);
    const unknown = await ask(nowhere());
    expect(await give(unknown, '00000000')).toEqual(await give(held.held, otherThan(held.code)));
  });

  test.each(Object.entries(closed))('with an account that is %s gets no mail', async (_how, columns) => {
    const { email, userId } = await world.person();
    await set(userId, columns);
    await ask(email);
    expect(await mailed(email)).toBeUndefined();
    expect((await rowsOf(email))[0]?.codeMac).toBeNull();
  });

  test.each(Object.entries(closed))(
    'that came to be %s is not opened by the code before',
    async (_how, columns) => {
      const { email, userId } = await world.person();
      const { held, code } = await asked(email);
      await set(userId, columns);
      const before = await sessionsOf(userId);
      expect(await give(held, code)).toEqual({ ok: false, reason: 'code_over' });
      expect(await sessionsOf(userId)).toBe(before);
    },
  );

  test('gets no code where the mail comes too late for it', async () => {
    const { email } = await world.person();
    await ask(email);
    await age(email, 600);
    expect(await mailed(email)).toBeUndefined();
  });
});
