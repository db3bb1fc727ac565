import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, password, trailOf } from '../../../tests/support/flow-world';
import { done, passkeyWorld } from '../../../tests/support/passkeys';
import { answerWith, type Twist } from '../../../tests/support/soft-passkey';
import { setDisabled } from '../../account/store';
import { sha256 } from '../../crypto';
import { hashOfSecret } from '../../secret';
import { deleteAccount } from '../account/delete-account';
import { askToSignIn } from '../factors/ask-passkey';
import { stepUp } from '../session/step-up';

const world = flowWorld();
const keys = passkeyWorld(world);
const { pending, finish, protectedPerson, code } = factorWorld(world);
const refused = { ok: false, reason: 'passkey_refused' };
const liveOf = async (userId: string) => {
  const rows = await world.db.execute(
    sql`select 1 from sessions where user_id = ${userId} and ended_at is null`,
  );
  return rows.length;
};

describe('a passkey alone', () => {
  test('signs in with both factors, in a browser that has never been seen', async () => {
    const person = await keys.person();
    const result = done(await keys.signIn(person.passkey));
    expect(result.userId).toBe(person.userId);
    expect(await world.row(result.sessionId)).toMatchObject({ authenticatedWith: 'passkey', assurance: 2 });
    expect((await world.callerOf(result.secret)).session.stepUpSecondsLeft).toBeGreaterThan(0);
    expect(trailOf(await world.audit(result.sessionId))).toEqual(['session_created', 'authn_login_success']);
    expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toContain('new_sign_in');
  });

  test.each<[string, Twist]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['another site', { rpId: 'evil.example' }],
    ['another ceremony', { type: 'webauthn.create' }],
    ['a frame of somebody else', { crossOrigin: true }],
    ['nobody looked at', { userVerified: false }],
    ['a key of somebody else', { foreignKey: true }],
    ['a challenge that nobody asked', { challenge: 'A'.repeat(43) }],
    ['another person', { userHandle: Buffer.from('somebody else').toString('base64url') }],
    ['a counter that stood still', { counter: 1 }],
    ['a counter that went back', { counter: 0 }],
  ])('that answers for %s opens nothing', async (_what, twist) => {
    const person = await keys.person();
    const before = await liveOf(person.userId);
    expect(await keys.signIn(person.passkey, twist)).toEqual(refused);
    expect(await liveOf(person.userId)).toBe(before);
  });

  test('a copy is recorded as one, and the real one goes on working', async () => {
    const person = await keys.person();
    expect(await keys.signIn(person.passkey, { counter: 1 })).toEqual(refused);
    expect(await world.auditOfUser(person.userId)).toContainEqual(
      expect.objectContaining({ event: 'passkey_fail', reason: 'copied', outcome: 'failure' }),
    );
    expect((await keys.signIn(person.passkey)).ok).toBe(true);
  });

  test('one that does not count at all is let in again and again', async () => {
    const person = await keys.person();
    await world.db.execute(sql`update passkeys set counter = 0 where user_id = ${person.userId}`);
    for (let n = 0; n < 2; n += 1) expect((await keys.signIn(person.passkey, { counter: 0 })).ok).toBe(true);
  });

  test('an answer sent again opens nothing, nor does it in another browser', async () => {
    const person = await keys.person();
    const deviceHash = keys.newBrowser();
    const answer = answerWith(person.passkey, await keys.question(deviceHash));
    expect(await keys.send(answer, keys.newBrowser())).toEqual(refused);
    expect((await keys.send(answer, deviceHash)).ok).toBe(true);
    expect(await keys.send(answer, deviceHash)).toEqual(refused);
  });

  test('twenty at once with one answer begin one session', async () => {
    const person = await keys.person();
    const before = await liveOf(person.userId);
    const deviceHash = keys.newBrowser();
    const answer = answerWith(person.passkey, await keys.question(deviceHash));
    const all = await Promise.all(Array.from({ length: 20 }, () => keys.send(answer, deviceHash)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await liveOf(person.userId)).toBe(before + 1);
  });

  test('of an account that is closed opens nothing', async () => {
    const disabled = await keys.person();
    await setDisabled(world.db, disabled.userId, true);
    expect(await keys.signIn(disabled.passkey)).toEqual(refused);
    const deleted = await keys.person();
    await deleteAccount(await world.signedIn(deleted.secret));
    expect(await keys.signIn(deleted.passkey)).toEqual(refused);
    const reported = await keys.person();
    await world.db.execute(
      sql`update users set password_reset_required_at = now() where id = ${reported.userId}`,
    );
    expect(await keys.signIn(reported.passkey)).toEqual(refused);
    expect(await liveOf(reported.userId)).toBe(1);
  });

  test.each(['', 'null', '{}', '[]', '{"id":"a"}', 'x'.repeat(60_000), '{"__proto__":{}}'])(
    'what is no answer at all (%.20s) is refused',
    async (answer) => {
      expect(await keys.send(answer, keys.newBrowser())).toEqual(refused);
    },
  );
});

describe('what is asked', () => {
  test('is the same for everybody, random, and never the same twice', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, async () => keys.question(keys.newBrowser())));
    expect(new Set(all.map(({ challenge }) => challenge)).size).toBe(100);
    for (const { challenge, allowCredentials, userVerification } of all) {
      expect(Buffer.from(challenge, 'base64url')).toHaveLength(32);
      expect(allowCredentials ?? []).toEqual([]);
      expect(userVerification).toBe('required');
    }
  });

  test('is kept as a hash alone', async () => {
    const { challenge } = await keys.question(keys.newBrowser());
    const rows = await world.db.execute<{ found: boolean }>(
      sql`select challenge_hash = ${sha256(challenge)} as found from passkey_challenges order by created_at desc limit 1`,
    );
    expect(rows[0]?.found).toBe(true);
    const raw = await world.db.execute(
      sql`select 1 from passkey_challenges p where p::text like ${`%${challenge}%`}`,
    );
    expect(raw).toHaveLength(0);
  });

  test('sixty a minute from one address, and the sixty-first waits', async () => {
    const from = world.ctx('198.51.100.7');
    const ask = () => askToSignIn(from, { deviceHash: keys.newBrowser() });
    for (let n = 0; n < 60; n += 1) expect((await ask()).ok).toBe(true);
    expect(await ask()).toMatchObject({ ok: false, reason: 'rate_limited' });
  });
});

describe('after the password', () => {
  const begun = async () => {
    const person = await keys.person();
    const held = keys.newBrowser();
    return { person, held, waiting: await pending(person.email, { deviceHash: held }) };
  };
  const with_ = (answer: unknown, held: Buffer) => ({
    passkey: answer,
    device: { held, fresh: keys.newBrowser() },
  });

  test('a passkey is the second factor, and the browser may be trusted from then on', async () => {
    const { person, held, waiting } = await begun();
    const answer = answerWith(person.passkey, await keys.questionAfter(waiting, held));
    const finished = await finish(waiting, '', { ...with_(answer, held), trust: true });
    const { sessionId, trusted } = done(finished);
    expect(trusted).toBe(true);
    expect(await world.row(sessionId)).toMatchObject({ authenticatedWith: 'password+passkey', assurance: 2 });
  });

  test('an answer to another question is none: not to sign in alone, not of another half-finished sign-in', async () => {
    const { person, held, waiting } = await begun();
    const alone = answerWith(person.passkey, await keys.question(held));
    expect(await finish(waiting, '', with_(alone, held))).toMatchObject({ ok: false });
    const other = await pending(person.email, { deviceHash: held });
    const elsewhere = answerWith(person.passkey, await keys.questionAfter(other, held));
    expect(await finish(waiting, '', with_(elsewhere, held))).toMatchObject({ ok: false });
    const after = answerWith(person.passkey, await keys.questionAfter(waiting, held));
    expect(await keys.send(after, held)).toEqual(refused);
  });

  test('somebody else’s passkey is none, and five wrong answers end it', async () => {
    const { person, held, waiting } = await begun();
    const stranger = await keys.person();
    for (let n = 1; n <= 4; n += 1) {
      const answer = answerWith(stranger.passkey, await keys.questionAfter(waiting, held));
      expect(await finish(waiting, '', with_(answer, held))).toMatchObject({
        reason: 'passkey_refused',
        triesLeft: 5 - n,
      });
    }
    const last = answerWith(stranger.passkey, await keys.questionAfter(waiting, held));
    expect(await finish(waiting, '', with_(last, held))).toMatchObject({ reason: 'pending_over' });
    expect(await liveOf(person.userId)).toBe(1);
  });

  test('the code of an app works beside it', async () => {
    const guarded = await protectedPerson();
    const person = await keys.person(guarded);
    const waiting = await pending(person.email);
    expect((await finish(waiting, await code(guarded.seed))).ok).toBe(true);
  });
});

describe('proving again', () => {
  const prove = async (who: { secret: string }, deviceHash: Buffer, answer: unknown) =>
    stepUp(await world.signedIn(who.secret), {
      passkey: { answer, deviceHash },
      presented: hashOfSecret(who.secret),
    });

  test('a passkey proves, rotates and kills the old secret', async () => {
    const person = await keys.person();
    await world.age(person.sessionId, { authenticatedAt: 3600, signedInAt: 3600 });
    const question = await keys.questionToStepUp(person, person.deviceHash);
    const { secret } = done(await prove(person, person.deviceHash, answerWith(person.passkey, question)));
    expect((await world.callerOf(secret)).session.stepUpSecondsLeft).toBeGreaterThan(590);
    expect(await world.resume(person.secret)).toEqual({ kind: 'superseded' });
  });

  test('an answer given in one session proves nothing in another', async () => {
    const person = await keys.person();
    const other = done(await keys.signIn(person.passkey));
    const question = await keys.questionToStepUp(person, person.deviceHash);
    const answer = answerWith(person.passkey, question);
    expect(await prove(other, person.deviceHash, answer)).toMatchObject({ reason: 'passkey_refused' });
  });

  test('five wrong answers end the session', async () => {
    const [person, stranger] = [await keys.person(), await keys.person()];
    const wrong = async () =>
      prove(
        person,
        person.deviceHash,
        answerWith(stranger.passkey, await keys.questionToStepUp(person, person.deviceHash)),
      );
    for (let n = 0; n < 4; n += 1) expect(await wrong()).toMatchObject({ reason: 'passkey_refused' });
    expect(await wrong()).toMatchObject({ reason: 'session_ended' });
    expect((await world.row(person.sessionId)).endedReason).toBe('step_up_failed');
  });

  test('a passkey proves nothing in an account without one', async () => {
    const [person, stranger] = [await world.person(), await keys.person()];
    const deviceHash = keys.newBrowser();
    const answer = answerWith(stranger.passkey, await keys.question(deviceHash));
    expect(await prove(person, deviceHash, answer)).toMatchObject({ ok: false, reason: 'wrong_password' });
    expect(
      (
        await stepUp(await world.signedIn(person.secret), {
          password,
          presented: hashOfSecret(person.secret),
        })
      ).ok,
    ).toBe(true);
  });
});
