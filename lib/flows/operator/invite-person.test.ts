import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { emailChanges } from '../../../db/schema/email-changes';
import { claimed, freshAddress } from '../../../tests/support/claims';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { stateOf } from '../../account/state';
import { findAccount } from '../../account/store';
import { acceptInvitation } from '../account/accept-invitation';
import { resetPassword } from '../account/reset-password';
import { sendMail } from '../scheduled/send-mail';
import { claimedBy, newcomerBy, passwordOfNobody } from '../steps/claim-address';
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
  const [mail] = (await world.mailsTo(email)).filter(({ kind, sentAt }) => kind === 'invitation' && !sentAt);
  const deliver = vi.fn(async (_mail: { text: string }) => undefined);
  const post = { deliver } as unknown as Parameters<typeof sendMail>[0]['post'];
  const ctx = { ...world.ctx(), post, appUrl: new URL('https://app.test') };
  expect(await sendMail(ctx, mail?.id ?? '')).toBe('sent');
  return /\/reset-password\?token=(\S+)/.exec(deliver.mock.calls[0]?.[0].text ?? '')?.[1] ?? '';
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
