import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { mails } from '../../../db/schema/mails';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { addEmailChange, confirmChange } from '../../account/email-changes';
import { setEmail } from '../../account/store';
import { confirmEmail } from './confirm-email';
import { restoreAccount } from './delete-account';
import { reportSignIn } from './report-sign-in';
import { resetPassword } from './reset-password';

const world = flowWorld();
const invalid = { ok: false, reason: 'link_invalid' };
const kinds = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);

test('one press signs every device out, switches the password off and mails the way back in', async () => {
  const person = await world.person();
  const another = await world.anotherSession(person, { remember: true });
  const token = await world.link(person.userId, 'report_sign_in');
  expect(await world.works(token, 'report_sign_in')).toBe(true);
  expect(await reportSignIn(world.ctx(), { token })).toEqual({ ok: true, value: { ended: 2 } });
  for (const { secret } of [person, another])
    expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'reported' });
  expect(await world.opens(person.email)).toBe(false);
  expect(await kinds(person.email)).toContain('secure_account');
  expect(trailOf(await world.auditOfUser(person.userId))).toContain('sign_in_reported');

  const reset = await world.link(person.userId, 'reset_password');
  await resetPassword(world.ctx(), { token: reset, password: 'nine other unlikely otters' });
  expect(await world.opens(person.email, 'nine other unlikely otters')).toBe(true);
});

test('the link works once, for one of ten at the same moment', async () => {
  const { userId } = await world.person();
  const token = await world.link(userId, 'report_sign_in');
  const all = await Promise.all(Array.from({ length: 10 }, () => reportSignIn(world.ctx(), { token })));
  expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await world.works(token, 'report_sign_in')).toBe(false);
});

test('the link works for a week and not a second longer', async () => {
  const { userId, secret } = await world.person();
  const token = await world.link(userId, 'report_sign_in');
  await world.ageLinks(userId, 604_800);
  expect(await reportSignIn(world.ctx(), { token })).toEqual(invalid);
  expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
  await world.ageLinks(userId, 604_790);
  expect(await reportSignIn(world.ctx(), { token })).toMatchObject({ ok: true });
});

test('it can do nothing else', async () => {
  const { userId, email } = await world.person();
  const token = await world.link(userId, 'report_sign_in');
  const password = 'nine other unlikely otters';
  expect(await resetPassword(world.ctx(), { token, password })).toEqual(invalid);
  expect(await confirmEmail(world.ctx(), { token })).toEqual(invalid);
  expect(await restoreAccount(world.ctx(), { token })).toEqual(invalid);
  expect(await world.opens(email)).toBe(true);
  expect(await world.works(token, 'report_sign_in')).toBe(true);
});

test('an address that was changed after the mail is the old one again: the way in goes to who reported', async () => {
  const { userId, email } = await world.person();
  const token = await world.link(userId, 'report_sign_in');
  await world.ageLinks(userId, 60);
  const thiefs = `${randomBytes(6).toString('hex')}@example.net`;
  const changeId = await addEmailChange(world.db, { userId, oldEmail: email, newEmail: thiefs });
  await confirmChange(world.db, changeId);
  await setEmail(world.db, userId, thiefs);
  const thiefsLink = await world.link(userId, 'report_sign_in');
  expect(await reportSignIn(world.ctx(), { token })).toMatchObject({ ok: true });
  expect((await world.account(userId)).email).toBe(email);
  expect(await kinds(email)).toContain('secure_account');
  expect(await kinds(thiefs)).toEqual([]);
  expect(await reportSignIn(world.ctx(), { token: thiefsLink })).toEqual(invalid);
});

test('also when the mail went out after the change that it should have warned of', async () => {
  const { userId, email } = await world.person();
  await world.db.insert(mails).values({ kind: 'new_sign_in', recipient: email, userId });
  const [mail] = await world.mailsTo(email);
  const thief = `${randomBytes(6).toString('hex')}@example.org`;
  await confirmChange(world.db, await addEmailChange(world.db, { userId, oldEmail: email, newEmail: thief }));
  await setEmail(world.db, userId, thief);
  const token = await world.link(userId, 'report_sign_in', mail?.id);
  expect(await reportSignIn(world.ctx(), { token })).toMatchObject({ ok: true });
  expect((await world.account(userId)).email).toBe(email);
  expect(await kinds(email)).toContain('secure_account');
  expect(await kinds(thief)).not.toContain('secure_account');
});

test('from the address that the account has it takes no change back', async () => {
  const { userId, email } = await world.person();
  const newer = `${randomBytes(6).toString('hex')}@example.org`;
  await world.db.transaction(async (tx) => {
    await tx.insert(mails).values({ kind: 'email_changed_to', recipient: newer, userId });
    await setEmail(tx, userId, newer);
    await confirmChange(tx, await addEmailChange(tx, { userId, oldEmail: email, newEmail: newer }));
  });
  const [mail] = await world.mailsTo(newer);
  const report = await world.link(userId, 'report_sign_in', mail?.id);
  expect(await reportSignIn(world.ctx(), { token: report })).toMatchObject({ ok: true });
  expect((await world.account(userId)).email).toBe(newer);
  expect(await kinds(newer)).toContain('secure_account');
});
