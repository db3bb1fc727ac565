import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { emailChanges } from '../../../db/schema/email-changes';
import { signInDelays } from '../../../db/schema/throttles';
import { claimed, freshAddress } from '../../../tests/support/claims';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { stateOf } from '../../account/state';
import { findAccount } from '../../account/store';
import { mintToken } from '../../one-time-token/store';
import { acceptInvitation } from '../account/accept-invitation';
import { confirmEmail } from '../account/confirm-email';
import { linkAbout } from '../account/look-up-link';
import { resetPassword } from '../account/reset-password';
import { signUp } from '../account/sign-up';
import { removeUnconfirmed } from '../scheduled/remove-accounts';
import { sendMail } from '../scheduled/send-mail';
import { claimedBy, newcomerBy, passwordOfNobody } from '../steps/claim-address';
import { signInKey } from '../steps/keys';
import { disableAccount, enableAccount } from './disable-account';
import { invitePerson } from './invite-person';

const world = flowWorld();
const password = 'nine other unlikely otters';
const invalid = { ok: false, reason: 'link_invalid' };

async function invited(name?: string) {
  const email = freshAddress();
  const result = await invitePerson(world.ctx(), { email: email.toUpperCase(), name });
  expect(result).toEqual({ ok: true, value: { again: false } });
  const account = await findAccount(world.db, { email });
  if (!account) throw new Error('no account was made');
  return { email, userId: account.id, account };
}

/** What the outbox sends to the address, and the token in its link. */
async function sentTo(email: string): Promise<string> {
  const { outcome, text } = await tryToSend(email);
  expect(outcome).toBe('sent');
  return /\/reset-password\?token=(\S+)/.exec(text)?.[1] ?? '';
}

async function tryToSend(email: string) {
  const [mail] = (await world.mailsTo(email)).filter(({ kind, sentAt }) => kind === 'invitation' && !sentAt);
  const deliver = vi.fn(async (_mail: { text: string }) => undefined);
  const transport = { deliver } as unknown as Parameters<typeof sendMail>[0]['transport'];
  const ctx = { ...world.ctx(), transport, appUrl: new URL('https://app.test') };
  const outcome = await sendMail(ctx, mail?.id ?? '');
  return { outcome, text: deliver.mock.calls[0]?.[0].text ?? '' };
}

const stateAt = async (email: string) => {
  const account = await findAccount(world.db, { email });
  return account && stateOf(account);
};

describe('somebody who is invited', () => {
  test('gets a link, and nothing opens before it is followed', async () => {
    const { email, userId, account } = await invited('Ada Lovelace');
    expect(account).toMatchObject({ name: 'Ada Lovelace', hasPassword: false, emailVerifiedAt: null });
    expect(await world.opens(email)).toBe(false);
    const token = await sentTo(email);
    expect(await acceptInvitation(world.ctx(), { token, password })).toEqual({ ok: true, value: { email } });
    expect(await world.opens(email, password)).toBe(true);
    const trail = trailOf(await world.auditOfUser(userId));
    expect(trail.filter((event) => event.startsWith('user_'))).toEqual([
      'user_created',
      'user_invited',
      'user_confirmed',
    ]);
  });

  test('without a name is called by the part of the address before the @', async () => {
    const { email, account } = await invited();
    expect(account.name).toBe(email.split('@')[0]);
  });

  test('keeps the link when the password is refused, and uses it up when it is taken', async () => {
    const { email } = await invited();
    const token = await sentTo(email);
    expect(await acceptInvitation(world.ctx(), { token, password: 'short' })).toMatchObject({ ok: false });
    expect(await stateAt(email)).toBe('unconfirmed');
    const at = () => acceptInvitation(world.ctx(), { token, password });
    const both = await Promise.all([at(), at()]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await at()).toEqual(invalid);
  });

  test.each([
    [72 * 3600 - 60, true],
    [72 * 3600, false],
  ])('%i seconds later gets in: %s', async (seconds, works) => {
    const { email, userId } = await invited();
    const token = await sentTo(email);
    await world.ageLinks(userId, seconds);
    expect((await acceptInvitation(world.ctx(), { token, password })).ok).toBe(works);
  });

  test('asked again gets a new link, and the old one is void', async () => {
    const { email } = await invited();
    const first = await sentTo(email);
    expect(await invitePerson(world.ctx(), { email })).toEqual({ ok: true, value: { again: true } });
    expect(await acceptInvitation(world.ctx(), { token: first, password })).toEqual(invalid);
    const second = await sentTo(email);
    expect((await acceptInvitation(world.ctx(), { token: second, password })).ok).toBe(true);
  });
});

describe('an invitation opens nothing', () => {
  test('as a reset link, nor a reset link as an invitation', async () => {
    const { email, userId } = await invited();
    expect(await resetPassword(world.ctx(), { token: await sentTo(email), password })).toEqual(invalid);
    const reset = await world.link(userId, 'reset_password');
    expect(await acceptInvitation(world.ctx(), { token: reset, password })).toEqual(invalid);
    expect(await stateAt(email)).toBe('unconfirmed');
  });

  test('once the address was confirmed in another way', async () => {
    const { email, userId } = await invited();
    const token = await sentTo(email);
    const reset = await world.link(userId, 'reset_password');
    expect((await resetPassword(world.ctx(), { token: reset, password })).ok).toBe(true);
    const other = 'eight rather unlikely herons';
    expect(await acceptInvitation(world.ctx(), { token, password: other })).toEqual(invalid);
    expect(await world.opens(email, password)).toBe(true);
  });
});

describe('an invitation that waits in the outbox', () => {
  test('is dropped once the address was confirmed in another way, and opens nothing', async () => {
    const { email, userId } = await invited();
    const reset = await world.link(userId, 'reset_password');
    expect((await resetPassword(world.ctx(), { token: reset, password })).ok).toBe(true);
    expect((await tryToSend(email)).outcome).toBe('dropped');
  });

  test('keeps the account from being removed as one that nobody confirmed', async () => {
    const { email, userId } = await invited();
    await sentTo(email);
    await world.db.execute(sql`update users set created_at = now() - interval '8 days' where id = ${userId}`);
    await world.ageLinks(userId, 8 * 86_400);
    await invitePerson(world.ctx(), { email });
    await removeUnconfirmed(world.ctx());
    const token = await sentTo(email);
    expect((await acceptInvitation(world.ctx(), { token, password })).ok).toBe(true);
  });
});

describe('where a stranger signed up with the address first', () => {
  async function parked(name?: string) {
    const { email, userId } = await world.newcomer('Evil');
    await invitePerson(world.ctx(), { email, name });
    const token = await sentTo(email);
    expect((await acceptInvitation(world.ctx(), { token, password })).ok).toBe(true);
    return { email, userId, name: (await findAccount(world.db, { email }))?.name };
  }

  test('nothing of theirs is left: neither name nor password', async () => {
    const { email, name } = await parked('Ada Lovelace');
    expect(name).toBe('Ada Lovelace');
    expect(await world.opens(email)).toBe(false);
    const nameless = await parked();
    expect(nameless.name).toBe(nameless.email.split('@')[0]);
  });

  test('and mistyped passwords, the one that is chosen works at once', async () => {
    const { email } = await invited();
    await world.db.insert(signInDelays).values({ key: signInKey(email), failures: 100, openAt: new Date() });
    const token = await sentTo(email);
    expect((await acceptInvitation(world.ctx(), { token, password })).ok).toBe(true);
    expect(await world.opens(email, password)).toBe(true);
  });
});

test('somebody invited who signs up instead has a password like everyone else, and the invitation is void', async () => {
  const { email, userId } = await invited('Ada');
  const token = await sentTo(email);
  const signedUp = await signUp(world.ctx(), { name: 'Ada L.', email, password });
  if (!signedUp.ok) throw new Error(signedUp.reason);
  const subjectId = signedUp.value.signUpId;
  const link = await mintToken(world.db, { userId, purpose: 'confirm_email', subjectId });
  expect((await confirmEmail(world.ctx(), { token: link })).ok).toBe(true);
  expect(await findAccount(world.db, { email })).toMatchObject({ hasPassword: true, name: 'Ada L.' });
  expect(await linkAbout(world.ctx(), token, ['reset_password', 'invitation'])).toBeUndefined();
});

test('an invitation is withdrawn by disabling the account, for good', async () => {
  const { email } = await invited();
  const token = await sentTo(email);
  await disableAccount(world.ctx(), { email });
  expect(await acceptInvitation(world.ctx(), { token, password })).toEqual(invalid);
  await enableAccount(world.ctx(), { email });
  expect(await acceptInvitation(world.ctx(), { token, password })).toEqual(invalid);
});

describe('nobody is invited', () => {
  test('who has an account, and it stays as it is', async () => {
    const { email } = await world.person();
    expect(await invitePerson(world.ctx(), { email })).toEqual({ ok: false, reason: 'already_open' });
    expect((await world.mailsTo(email)).map(({ kind }) => kind)).not.toContain('invitation');
    expect(await world.opens(email)).toBe(true);
  });

  test('whose address its earlier person can take back', async () => {
    const { userId } = await world.person();
    const oldEmail = freshAddress();
    await world.db
      .insert(emailChanges)
      .values({ userId, oldEmail, newEmail: freshAddress(), confirmedAt: sql`now()` });
    const refused = { ok: false, reason: 'address_reserved' };
    expect(await invitePerson(world.ctx(), { email: oldEmail })).toEqual(refused);
    expect(await findAccount(world.db, { email: oldEmail })).toBeUndefined();
  });
});

test('where sign-up is by invitation, a provider brings in people who were invited and no others', async () => {
  const arrive = async (email: string) => {
    const by = claimedBy(claimed({ email }));
    if (!by) throw new Error('the claim is no good');
    const passwordHash = await passwordOfNobody();
    return world.db.transaction((tx) =>
      newcomerBy(world.ctx(), tx, { ...by, passwordHash }, undefined, false),
    );
  };
  const stranger = freshAddress();
  expect(await arrive(stranger)).toBeUndefined();
  expect(await findAccount(world.db, { email: stranger })).toBeUndefined();
  const { email, userId } = await invited();
  const token = await sentTo(email);
  expect(await arrive(email)).toBe(userId);
  expect(await stateAt(email)).toBe('open');
  expect(await acceptInvitation(world.ctx(), { token, password })).toEqual(invalid);
});
