import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld, type Person, password, trailOf } from '../../../tests/support/flow-world';
import { addEmailChange } from '../../account/email-changes';
import { mintToken } from '../../one-time-token/store';
import { days } from '../../time';
import { confirmNewEmail } from '../account/change-email';
import { resetPassword } from '../account/reset-password';
import { why } from '../session/explain-sign-out';
import { signIn } from '../sign-in/sign-in';
import { disableAccount, enableAccount } from './disable-account';
import { requireReset } from './require-reset';
import { signOutAccount } from './sign-out-account';

const world = flowWorld();
/** As the command line has it: nobody's request. */
const ctx = () => ({ db: world.db, policy: world.policy });
const nobody = { email: 'nobody@example.com' };

const enter = ({ email }: Pick<Person, 'email'>, typed = password) =>
  signIn(world.ctx(), { email, password: typed, remember: false });
const account = async ({ userId }: Person) => {
  const [row] = await world.owner.execute(sql`select * from users where id = ${userId}`);
  return JSON.stringify(row);
};
const kinds = async ({ email }: Person) => (await world.mailsTo(email)).map(({ kind }) => kind);
const counts = async () =>
  JSON.stringify([
    ...(await world.owner.execute(sql`
    select (select count(*) from audit_events) as audit, (select count(*) from mails) as mails,
      (select count(*) from sessions where ended_at is null) as live`)),
  ]);

describe('signing one person out', () => {
  test('ends all sessions with the reason operator, by nobody, and nobody else’s', async () => {
    const person = await world.person();
    const phone = await world.anotherSession(person);
    const other = await world.person();
    expect(await signOutAccount(ctx(), { email: ` ${person.email.toUpperCase()} ` })).toEqual({
      ok: true,
      value: { ended: 2 },
    });
    for (const { secret, sessionId } of [person, phone]) {
      expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'operator' });
      expect(await world.row(sessionId)).toMatchObject({ endedBy: null, endedFrom: null });
      expect((await world.audit(sessionId)).at(-1)).toMatchObject({
        event: 'session_expired',
        reason: 'operator',
        actorId: null,
        ip: null,
      });
    }
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'active' });
    expect((await enter(person)).ok).toBe(true);
  });

  test('a second time ends nothing, and two at once end each session once', async () => {
    const person = await world.person();
    const both = await Promise.all([1, 2].map(() => signOutAccount(ctx(), person)));
    expect(both.map((each) => (each.ok ? each.value.ended : -1)).sort()).toEqual([0, 1]);
    expect(await signOutAccount(ctx(), person)).toEqual({ ok: true, value: { ended: 0 } });
    const ends = trailOf(await world.audit(person.sessionId)).filter((event) => event === 'session_expired');
    expect(ends).toHaveLength(1);
  });
});

test('of an address without an account nothing is changed, whatever is asked', async () => {
  const before = await counts();
  const refusal = { ok: false, reason: 'not_found' };
  for (const deed of [signOutAccount, disableAccount, enableAccount, requireReset]) {
    expect(await deed(ctx(), nobody)).toMatchObject(refusal);
  }
  expect(await why(ctx(), { ...nobody, within: days(30) })).toMatchObject(refusal);
  expect(await counts()).toBe(before);
});

describe('switching an account off', () => {
  test('ends every session, opens to no password and no link, and tells the person', async () => {
    const person = await world.person();
    const token = await mintToken(world.db, { userId: person.userId, purpose: 'reset_password' });
    expect(await disableAccount(ctx(), { ...person, why: 'sends spam' })).toEqual({
      ok: true,
      value: { ended: 1 },
    });

    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'account_disabled' });
    const right = await enter(person);
    expect(right).toEqual(await enter(person, 'quite another password'));
    expect(right).toMatchObject({ ok: false, reason: 'invalid_credentials' });
    expect(await world.works(token, 'reset_password')).toBe(false);
    // One that was mailed afterwards opens nothing, either.
    const late = await mintToken(world.db, { userId: person.userId, purpose: 'reset_password' });
    const password = 'nine improbable herons';
    expect(await resetPassword(world.ctx(), { token: late, password })).toMatchObject({
      reason: 'link_invalid',
    });
    const trail = await world.auditOfUser(person.userId);
    expect(trail.find(({ event }) => event === 'user_disabled')).toMatchObject({
      reason: 'operator',
      actorId: null,
      data: { why: 'sends spam' },
    });
    expect(await kinds(person)).toContain('account_disabled');
  });

  test('by hand, with one statement, is as good', async () => {
    const person = await world.person();
    await world.owner.execute(sql`update users set disabled_at = now() where id = ${person.userId}`);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'account_disabled' });
  });

  test('twice, or by two at once, is done once', async () => {
    const person = await world.person();
    const both = await Promise.all([1, 2].map(() => disableAccount(ctx(), person)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const before = [await account(person), await counts()];
    expect(await disableAccount(ctx(), person)).toMatchObject({ ok: false, reason: 'already_disabled' });
    expect([await account(person), await counts()]).toEqual(before);
  });

  test('that cannot be recorded does not happen', async () => {
    const person = await world.person();
    const before = [await account(person), await counts()];
    await expect(disableAccount(world.unrecordable(world.ctx()), person)).rejects.toThrow();
    expect([await account(person), await counts()]).toEqual(before);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });

  test('and on again lets the person sign in, and brings no session back', async () => {
    const person = await world.person();
    expect(await enableAccount(ctx(), person)).toMatchObject({ ok: false, reason: 'not_disabled' });
    await disableAccount(ctx(), person);
    const both = await Promise.all([1, 2].map(() => enableAccount(ctx(), person)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'account_disabled' });
    expect((await enter(person)).ok).toBe(true);
    expect(trailOf(await world.auditOfUser(person.userId))).toContain('user_enabled');
    expect((await kinds(person)).filter((kind) => kind === 'account_enabled')).toHaveLength(1);
  });
});

describe('requiring another password', () => {
  test('ends every session; the old one opens nothing and brings a link; the new one opens', async () => {
    const person = await world.person();
    expect(await requireReset(ctx(), person)).toEqual({ ok: true, value: { ended: 1 } });
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'operator' });
    expect(await enter(person)).toMatchObject({ ok: false, reason: 'invalid_credentials' });
    expect(await kinds(person)).toContain('secure_account');
    expect(
      (await world.auditOfUser(person.userId)).map(({ event, reason }) => [event, reason]),
    ).toContainEqual(['password_reset_required', 'operator']);
    const token = await mintToken(world.db, { userId: person.userId, purpose: 'reset_password' });
    const chosen = 'nine improbable herons';
    expect((await resetPassword(world.ctx(), { token, password: chosen })).ok).toBe(true);
    expect((await enter(person, chosen)).ok).toBe(true);
  });

  test('leaves no other way in: neither a change of address that waits, nor a link under way', async () => {
    const person = await world.person();
    const change = { userId: person.userId, oldEmail: person.email, newEmail: `thief-${person.email}` };
    const changeId = await addEmailChange(world.db, change);
    const token = await world.link(person.userId, 'confirm_new_email', changeId);
    const reset = await world.link(person.userId, 'reset_password');
    await requireReset(ctx(), person);
    expect((await confirmNewEmail(world.ctx(), { token })).ok).toBe(false);
    expect((await resetPassword(world.ctx(), { token: reset, password: 'nine improbable herons' })).ok).toBe(
      false,
    );
    expect((await world.account(person.userId)).email).toBe(person.email);
  });

  test('twice, or by two at once, ends each session once', async () => {
    const person = await world.person();
    const both = await Promise.all([1, 2].map(() => requireReset(ctx(), person)));
    expect(both.map((each) => (each.ok ? each.value.ended : -1)).sort()).toEqual([0, 1]);
  });
});
