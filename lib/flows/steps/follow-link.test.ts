import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { emailChanges } from '../../../db/schema/email-changes';
import { flowWorld, type Person, trailOf } from '../../../tests/support/flow-world';
import { confirmNewEmail, requestEmailChange } from '../account/change-email';
import { deleteAccount } from '../account/delete-account';
import { reportSignIn } from '../account/report-sign-in';
import { resetPassword } from '../account/reset-password';
import { undoEmailChange } from '../account/undo-email-change';
import { disableAccount, enableAccount } from '../operator/disable-account';
import { signIn } from '../sign-in/sign-in';

const world = flowWorld();
const password = 'nine other unlikely otters';
const fresh = () => `${randomBytes(6).toString('hex')}@example.org`;

/** Somebody in this session moves the account to an address of theirs; returns the link that the old address got. */
async function taken(person: Person): Promise<{ email: string; undo: string }> {
  const email = fresh();
  await requestEmailChange(await world.signedIn(person.secret), { email });
  const [change] = await world.db.select().from(emailChanges).where(eq(emailChanges.userId, person.userId));
  const token = await world.link(person.userId, 'confirm_new_email', change?.id);
  const confirmed = await confirmNewEmail(world.ctx(), { token });
  if (!confirmed.ok) throw new Error(confirmed.reason);
  return { email, undo: await world.link(person.userId, 'undo_email_change', change?.id) };
}

const sessionOf = async (email: string) => {
  const result = await signIn(world.ctx(), { email, password: 'seven unlikely otters', remember: false });
  if (!result.ok) throw new Error(result.reason);
  return world.signedIn(result.value.secret);
};

test('two links of one person at once wait for each other and never both', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { userId } = await world.person();
    const tokens = await Promise.all(Array.from({ length: 4 }, () => world.link(userId, 'reset_password')));
    const results = await Promise.all(tokens.map((token) => resetPassword(world.ctx(), { token, password })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  }
});

test('anyone who takes the address and deletes the account has it taken back from the old address', async () => {
  const person = await world.person();
  const { email, undo } = await taken(person);
  await deleteAccount(await sessionOf(email));
  expect(await undoEmailChange(world.ctx(), { token: undo })).toEqual({
    ok: true,
    value: { email: person.email },
  });
  const account = await world.account(person.userId);
  expect(account).toMatchObject({ email: person.email, deletionRequestedAt: null });
  expect(account.passwordResetRequiredAt).not.toBeNull();
  expect(trailOf(await world.auditOfUser(person.userId))).toContain('user_deletion_undone');
});

test('“this wasn’t me” also keeps the account from a deletion by anyone who it was', async () => {
  const person = await world.person();
  const token = await world.link(person.userId, 'report_sign_in');
  await deleteAccount(await world.signedIn(person.secret));
  expect(await reportSignIn(world.ctx(), { token })).toMatchObject({ ok: true });
  const account = await world.account(person.userId);
  expect(account.deletionRequestedAt).toBeNull();
  expect(account.passwordResetRequiredAt).not.toBeNull();
});

test('a link that comes while the account is switched off is not used up', async () => {
  const person = await world.person();
  const { email, undo } = await taken(person);
  await disableAccount(world.ctx(), { email });
  expect(await undoEmailChange(world.ctx(), { token: undo })).toEqual({ ok: false, reason: 'link_invalid' });
  expect((await world.account(person.userId)).email).toBe(email);
  await enableAccount(world.ctx(), { email });
  expect(await undoEmailChange(world.ctx(), { token: undo })).toMatchObject({ ok: true });
});
