import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { emailChanges } from '../../../db/schema/email-changes';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { confirmChange } from '../../account/email-changes';
import { findAccount, setEmail } from '../../account/store';
import { hashOfSecret } from '../../secret';
import { cancelEmailChange, confirmNewEmail, requestEmailChange } from './change-email';
import { resetPassword } from './reset-password';
import { signUp } from './sign-up';
import { undoEmailChange } from './undo-email-change';

const world = flowWorld();
const invalid = { ok: false, reason: 'link_invalid' };
const kinds = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);
const fresh = () => `${randomBytes(6).toString('hex')}@example.org`;

async function requested(person: Person, email = fresh()) {
  const result = await requestEmailChange(await world.signedIn(person.secret), { email });
  if (!result.ok) throw new Error(result.reason);
  const [change] = await world.db
    .select()
    .from(emailChanges)
    .where(and(eq(emailChanges.newEmail, email), eq(emailChanges.userId, person.userId)));
  const changeId = change?.id ?? '';
  return {
    email,
    changeId,
    confirm: await world.link(person.userId, 'confirm_new_email', changeId),
    undo: await world.link(person.userId, 'undo_email_change', changeId),
  };
}

const hereOf = async (person: Person) => ({
  ...(await world.callerOf(person.secret)),
  presented: hashOfSecret(person.secret),
});

const addressOf = async (person: Person) => (await world.account(person.userId)).email;

describe('asking for another address', () => {
  test('changes nothing until it confirms; both are written to', async () => {
    const person = await world.person();
    const { email } = await requested(person);
    expect(await addressOf(person)).toBe(person.email);
    expect(await kinds(email)).toEqual(['confirm_new_email']);
    expect(await kinds(person.email)).toContain('email_change_requested');
    expect(await world.opens(person.email)).toBe(true);
    expect(await world.opens(email)).toBe(false);
  });

  test('that somebody has is answered alike, and told there alone', async () => {
    const [person, owner] = [await world.person(), await world.person()];
    await requested(person, owner.email);
    expect(await kinds(owner.email)).toContain('new_email_taken');
    expect(await kinds(owner.email)).not.toContain('confirm_new_email');
  });

  test('the one that it is already is refused', async () => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    expect(await requestEmailChange(ctx, { email: person.email })).toEqual({
      ok: false,
      reason: 'same_address',
    });
    expect(await world.db.$count(emailChanges, eq(emailChanges.userId, person.userId))).toBe(0);
  });

  test('a second time gives up the first: its link is dead', async () => {
    const person = await world.person();
    const first = await requested(person);
    await requested(person);
    expect(await confirmNewEmail(world.ctx(), { token: first.confirm })).toEqual(invalid);
    expect(await addressOf(person)).toBe(person.email);
  });

  test('can be given up', async () => {
    const person = await world.person();
    const { confirm } = await requested(person);
    await cancelEmailChange(await world.signedIn(person.secret));
    expect(await confirmNewEmail(world.ctx(), { token: confirm })).toEqual(invalid);
    expect(await addressOf(person)).toBe(person.email);
  });
});

describe('confirming from the new address', () => {
  test('in the browser that is signed in: this session goes on under a new secret, the others end', async () => {
    const person = await world.person();
    const another = await world.anotherSession(person);
    const { email, confirm } = await requested(person);
    const result = await confirmNewEmail(world.ctx(), { token: confirm, here: await hereOf(person) });
    if (!result.ok) throw new Error(result.reason);
    expect(result.value).toMatchObject({ email, ended: 1 });
    expect(await world.resume(result.value.secret ?? '')).toMatchObject({
      kind: 'active',
      caller: { user: { email } },
    });
    expect(await world.resume(another.secret)).toMatchObject({ kind: 'ended', reason: 'email_changed' });
    expect(await world.opens(email)).toBe(true);
    expect(await world.opens(person.email)).toBe(false);
    expect(await kinds(person.email)).toContain('email_changed_from');
    expect(await kinds(email)).toContain('email_changed_to');
  });

  test('elsewhere: every session ends', async () => {
    const person = await world.person();
    const { confirm } = await requested(person);
    expect(await confirmNewEmail(world.ctx(), { token: confirm })).toMatchObject({
      ok: true,
      value: { ended: 1, secret: undefined },
    });
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'email_changed' });
  });

  test('in the browser of somebody else: theirs is untouched', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const { confirm } = await requested(person);
    await confirmNewEmail(world.ctx(), { token: confirm, here: await hereOf(other) });
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'active' });
    expect(await addressOf(other)).toBe(other.email);
  });

  test('works for an hour and not a second longer, and once for ten at the same moment', async () => {
    const person = await world.person();
    const { confirm } = await requested(person);
    await world.ageLinks(person.userId, 3600);
    expect(await confirmNewEmail(world.ctx(), { token: confirm })).toEqual(invalid);
    await world.ageLinks(person.userId, 3590);
    const all = Array.from({ length: 10 }, () => confirmNewEmail(world.ctx(), { token: confirm }));
    expect((await Promise.all(all)).filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('is too late when the address has come to belong to somebody', async () => {
    const person = await world.person();
    const { email, confirm } = await requested(person);
    const other = await world.person();
    const theirs = await requested(other, email);
    expect(await confirmNewEmail(world.ctx(), { token: theirs.confirm })).toMatchObject({ ok: true });
    expect(await confirmNewEmail(world.ctx(), { token: confirm })).toEqual(invalid);
    expect(await addressOf(person)).toBe(person.email);
    expect(await addressOf(other)).toBe(email);
  });

  test('is over once the password was reset', async () => {
    const person = await world.person();
    const { confirm } = await requested(person);
    const token = await world.link(person.userId, 'reset_password');
    await resetPassword(world.ctx(), { token, password: 'nine other unlikely otters' });
    expect(await confirmNewEmail(world.ctx(), { token: confirm })).toEqual(invalid);
    expect(await addressOf(person)).toBe(person.email);
  });

  test('that cannot be recorded has not happened', async () => {
    const person = await world.person();
    const { confirm } = await requested(person);
    await expect(confirmNewEmail(world.unrecordable(world.ctx()), { token: confirm })).rejects.toThrow();
    expect(await addressOf(person)).toBe(person.email);
    expect(await confirmNewEmail(world.ctx(), { token: confirm })).toMatchObject({ ok: true });
  });
});

describe('undoing from the old address', () => {
  test('before the new one confirms stops the change and secures the account', async () => {
    const person = await world.person();
    const { confirm, undo } = await requested(person);
    expect(await undoEmailChange(world.ctx(), { token: undo })).toEqual({
      ok: true,
      value: { email: person.email },
    });
    expect(await confirmNewEmail(world.ctx(), { token: confirm })).toEqual(invalid);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'reported' });
    expect(await world.opens(person.email)).toBe(false);
    expect(await kinds(person.email)).toContain('secure_account');
  });

  test('within a week after it gives the account back to the old address', async () => {
    const person = await world.person();
    const { email, confirm, undo } = await requested(person);
    await confirmNewEmail(world.ctx(), { token: confirm });
    await world.ageLinks(person.userId, 604_790);
    expect(await undoEmailChange(world.ctx(), { token: undo })).toMatchObject({ ok: true });
    expect(await addressOf(person)).toBe(person.email);
    const secure = (await world.mailsTo(person.email)).at(-1);
    expect(secure).toMatchObject({ kind: 'secure_account' });
    expect(await kinds(email)).not.toContain('secure_account');
    expect(await undoEmailChange(world.ctx(), { token: undo })).toEqual(invalid);
  });

  test('after a week does nothing', async () => {
    const person = await world.person();
    const { email, confirm, undo } = await requested(person);
    await confirmNewEmail(world.ctx(), { token: confirm });
    await world.ageLinks(person.userId, 604_800);
    expect(await undoEmailChange(world.ctx(), { token: undo })).toEqual(invalid);
    expect(await addressOf(person)).toBe(email);
  });

  test('also undoes what was changed after it, and cannot be undone by anyone who did that', async () => {
    const person = await world.person();
    const first = await requested(person);
    await confirmNewEmail(world.ctx(), { token: first.confirm });
    const signedIn = await world.anotherSession({ ...person, email: first.email });
    const second = await requested(signedIn);
    await confirmNewEmail(world.ctx(), { token: second.confirm });
    expect(await addressOf(person)).toBe(second.email);
    expect(await undoEmailChange(world.ctx(), { token: first.undo })).toMatchObject({ ok: true });
    expect(await addressOf(person)).toBe(person.email);
    expect(await undoEmailChange(world.ctx(), { token: second.undo })).toEqual(invalid);
    expect(await addressOf(person)).toBe(person.email);
  });
});

test('nobody can sign up or move to an address that can still be taken back', async () => {
  const person = await world.person();
  const { confirm } = await requested(person);
  await confirmNewEmail(world.ctx(), { token: confirm });
  const other = await world.person();
  await requested(other, person.email);
  expect(await kinds(person.email)).toContain('new_email_taken');
  expect(await kinds(person.email)).not.toContain('confirm_new_email');
});

test('nor in the very moment in which it is given up', async () => {
  const person = await world.person();
  const { email, changeId } = await requested(person);
  let signingUp: Promise<unknown> | undefined;
  await world.db.transaction(async (tx) => {
    await confirmChange(tx, changeId);
    await setEmail(tx, person.userId, email);
    signingUp = signUp(world.ctx(), {
      name: 'Mallory',
      email: person.email,
      password: 'seven unlikely otters',
    });
    for (let waiting = 0; waiting === 0; await delay(10)) {
      const rows = await world.owner.execute(sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
      waiting = rows.length;
    }
  });
  expect(await signingUp).toMatchObject({ ok: true });
  expect(await findAccount(world.db, { email: person.email })).toBeUndefined();
});
