import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { invitations } from '../../../db/schema/invitations';
import { memberships } from '../../../db/schema/organizations';
import { rateLimits } from '../../../db/schema/throttles';
import { users } from '../../../db/schema/users';
import { flowWorld, password } from '../../../tests/support/flow-world';
import { invitingWorld } from '../../../tests/support/invitations';
import { findAccount } from '../../account/store';
import { addSeat, organizationsOf } from '../../organization/store';
import { confirmEmail } from '../account/confirm-email';
import { signUp } from '../account/sign-up';
import { declineInvitation, joinOrganization, lookAtInvitation } from './answer-invitation';
import { signUpByInvitation } from './sign-up-by-invitation';

const world = flowWorld();
beforeEach(() => world.db.delete(rateLimits));
const somebody = () => `p${Math.random().toString(36).slice(2, 12)}@example.com`;
const roleOf = async (organizationId: string, userId: string) =>
  (await world.db.select().from(memberships).where(eq(memberships.userId, userId))).find(
    (row) => row.organizationId === organizationId,
  )?.role;
const chosen = 'nine quiet walruses dance';

describe('a person with an account', () => {
  test('joins with the link and the address that it went to, once', async () => {
    const { linkTo, id, slug } = await invitingWorld(world);
    const bob = await world.person('Bob');
    const token = await linkTo(bob.email, 'admin');
    const ctx = await world.signedIn(bob.secret);
    expect(await lookAtInvitation(world.ctx(), token, undefined)).toMatchObject({ kind: 'sign_in' });
    expect(await lookAtInvitation(world.ctx(), token, ctx.user)).toMatchObject({ kind: 'accept' });
    const all = await Promise.all([joinOrganization(ctx, { token }), joinOrganization(ctx, { token })]);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all).toContainEqual({ ok: true, value: { slug, organization: 'Acme' } });
    expect(await roleOf(id, bob.userId)).toBe('admin');
    expect(await joinOrganization(ctx, { token })).toMatchObject({ reason: 'link_invalid' });
    // To them the used link says where they are, to everybody else nothing.
    const member = { kind: 'member', slug, organization: 'Acme' };
    expect(await lookAtInvitation(world.ctx(), token, ctx.user)).toEqual(member);
    expect(await lookAtInvitation(world.ctx(), token, { ...ctx.user, id: randomUUID() })).toBeUndefined();
    expect(await lookAtInvitation(world.ctx(), token, undefined)).toBeUndefined();
    expect((await world.auditOfUser(bob.userId)).at(-1)).toMatchObject({
      event: 'invitation_accepted',
      organizationId: id,
      actorId: bob.userId,
      sessionId: bob.sessionId,
    });
  });

  test('of another address does not join by a forwarded link, which goes on working', async () => {
    const { linkTo, id } = await invitingWorld(world);
    const [bob, eve] = [await world.person('Bob'), await world.person('Eve')];
    const token = await linkTo(bob.email);
    const hers = await world.signedIn(eve.secret);
    expect(await lookAtInvitation(world.ctx(), token, hers.user)).toMatchObject({
      kind: 'wrong_account',
      signedInAs: eve.email,
    });
    expect(await joinOrganization(hers, { token })).toEqual({ ok: false, reason: 'wrong_account' });
    expect(await roleOf(id, eve.userId)).toBeUndefined();
    expect(await joinOrganization(await world.signedIn(bob.secret), { token })).toMatchObject({ ok: true });
  });

  test('who is invited joins nothing by signing in alone', async () => {
    const { linkTo, id } = await invitingWorld(world);
    const bob = await world.person('Bob');
    await linkTo(bob.email, 'admin');
    const again = await world.anotherSession(bob);
    await world.inOwn(again.secret);
    expect((await organizationsOf(world.db, bob.userId)).map((each) => each.id)).not.toContain(id);
  });

  test('whose address changed since is another account', async () => {
    const { linkTo, id } = await invitingWorld(world);
    const bob = await world.person('Bob');
    const token = await linkTo(bob.email);
    const ctx = await world.signedIn(bob.secret);
    await world.db.update(users).set({ email: somebody() }).where(eq(users.id, bob.userId));
    expect(await joinOrganization(ctx, { token })).toMatchObject({ reason: 'wrong_account' });
    expect(await roleOf(id, bob.userId)).toBeUndefined();
  });

  test('who belongs there already keeps the role, and uses the link up', async () => {
    const { linkTo, id } = await invitingWorld(world);
    const bob = await world.person('Bob');
    const token = await linkTo(bob.email, 'member');
    await world.db.transaction((tx) => addSeat(tx, { organizationId: id, userId: bob.userId }, 'admin'));
    const ctx = await world.signedIn(bob.secret);
    expect(await joinOrganization(ctx, { token })).toMatchObject({ ok: true });
    expect(await roleOf(id, bob.userId)).toBe('admin');
  });
});

describe('a newcomer', () => {
  test('signs up by the link without a second mail, and is a member', async () => {
    const { linkTo, id, slug } = await invitingWorld(world);
    const email = somebody();
    const token = await linkTo(email);
    await world.db.execute(sql`delete from mails where recipient = ${email}`);
    expect(await lookAtInvitation(world.ctx(), token, undefined)).toMatchObject({ kind: 'sign_up' });
    const made = await signUpByInvitation(world.ctx(), { token, name: 'Nina', password: chosen });
    expect(made).toEqual({ ok: true, value: { email, slug } });
    const account = await findAccount(world.db, { email });
    expect(account?.emailVerifiedAt).toBeInstanceOf(Date);
    expect(await roleOf(id, account?.id ?? '')).toBe('member');
    expect(await world.mailsTo(email)).toEqual([]);
    expect(await world.opens(email, chosen)).toBe(true);
  });

  test('sent twice at once makes one account and one member', async () => {
    const { linkTo, id } = await invitingWorld(world);
    const email = somebody();
    const token = await linkTo(email);
    const go = () => signUpByInvitation(world.ctx(), { token, name: 'Nina', password: chosen });
    const all = await Promise.all([go(), go()]);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await world.db.$count(users, eq(users.email, email))).toBe(1);
    expect(await world.db.$count(memberships, eq(memberships.organizationId, id))).toBe(2);
  });

  test('with a refused password changes nothing and can try again', async () => {
    const { linkTo } = await invitingWorld(world);
    const email = somebody();
    const token = await linkTo(email);
    const refused = await signUpByInvitation(world.ctx(), { token, name: 'Nina', password: 'short' });
    expect(refused).toMatchObject({ reason: 'too_short' });
    expect(await findAccount(world.db, { email })).toBeUndefined();
    const again = await signUpByInvitation(world.ctx(), { token, name: 'Nina', password: chosen });
    expect(again.ok).toBe(true);
  });
});

describe('an account that somebody else signed up with the invited address', () => {
  test('joins nothing and learns of no invitation while it is unconfirmed', async () => {
    const { linkTo, id } = await invitingWorld(world);
    const { userId, email } = await world.newcomer('Mallory');
    await linkTo(email, 'admin');
    expect(await world.opens(email)).toBe(false);
    expect(await roleOf(id, userId)).toBeUndefined();
  });

  test('becomes that of the person with the link: the stranger’s password, name and links are void', async () => {
    const { linkTo, id } = await invitingWorld(world);
    const { userId, email, token: theirs } = await world.newcomer('Mallory');
    const token = await linkTo(email);
    expect(await lookAtInvitation(world.ctx(), token, undefined)).toMatchObject({ kind: 'sign_up' });
    const made = await signUpByInvitation(world.ctx(), { token, name: 'Nina', password: chosen });
    expect(made.ok).toBe(true);
    expect((await world.account(userId)).name).toBe('Nina');
    expect([await world.opens(email, password), await world.opens(email, chosen)]).toEqual([false, true]);
    expect(await confirmEmail(world.ctx(), { token: theirs })).toMatchObject({ reason: 'link_invalid' });
    expect(await roleOf(id, userId)).toBe('member');
  });

  test('signed up after the link was used is told that the address has an account', async () => {
    const { linkTo } = await invitingWorld(world);
    const email = somebody();
    const token = await linkTo(email);
    await signUpByInvitation(world.ctx(), { token, name: 'Nina', password: chosen });
    await signUp(world.ctx(), { name: 'Mallory', email, password });
    expect(await world.opens(email, chosen)).toBe(true);
  });
});

test('an account that is confirmed already is not signed up over, and the link goes on working', async () => {
  const { linkTo } = await invitingWorld(world);
  const bob = await world.person('Bob');
  const token = await linkTo(bob.email);
  const over = await signUpByInvitation(world.ctx(), { token, name: 'Mallory', password: chosen });
  expect(over).toEqual({ ok: false, reason: 'has_account' });
  expect([await world.opens(bob.email), await world.opens(bob.email, chosen)]).toEqual([true, false]);
  expect(await joinOrganization(await world.signedIn(bob.secret), { token })).toMatchObject({ ok: true });
});

test('a full organization takes nobody, makes no account, and leaves the link as it was', async () => {
  const { linkTo, id } = await invitingWorld(world);
  const [bob, email] = [await world.person('Bob'), somebody()];
  const [his, theirs] = [await linkTo(bob.email), await linkTo(email)];
  const policy = { ...world.policy, organizationMembers: 1 };
  const full = { ok: false, reason: 'full' };
  const ctx = { ...(await world.signedIn(bob.secret)), policy };
  expect(await joinOrganization(ctx, { token: his })).toEqual(full);
  const sign = { token: theirs, name: 'Nina', password: chosen };
  expect(await signUpByInvitation({ ...world.ctx(), policy }, sign)).toEqual(full);
  expect(await findAccount(world.db, { email })).toBeUndefined();
  expect(await world.db.$count(memberships, eq(memberships.organizationId, id))).toBe(1);
  const room = { ...ctx, policy: { ...world.policy, organizationMembers: 2 } };
  expect(await joinOrganization(room, { token: his })).toMatchObject({ ok: true });
});

test('declining ends it for good, is told to the inviter’s list, and needs the link alone', async () => {
  const { linkTo, newest } = await invitingWorld(world);
  const bob = await world.person('Bob');
  const token = await linkTo(bob.email);
  const all = await Promise.all([
    declineInvitation(world.ctx(), { token }),
    declineInvitation(world.ctx(), { token }),
  ]);
  expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await newest(bob.email)).declinedAt).toBeInstanceOf(Date);
  expect(await joinOrganization(await world.signedIn(bob.secret), { token })).toMatchObject({
    reason: 'link_invalid',
  });
});

test('the link of a deleted organization opens nothing, and what is no link does neither', async () => {
  const { linkTo, id } = await invitingWorld(world);
  const bob = await world.person('Bob');
  const token = await linkTo(bob.email);
  await world.owner.execute(sql`update organizations set deleted_at = now() where id = ${id}`);
  for (const text of [token, '', 'x', 'A'.repeat(43), undefined, ['a'], `${token} `])
    expect(await lookAtInvitation(world.ctx(), text, undefined)).toBeUndefined();
});

test('an answer that cannot be recorded is none', async () => {
  const { linkTo, id } = await invitingWorld(world);
  const bob = await world.person('Bob');
  const token = await linkTo(bob.email);
  const ctx = world.unrecordable(await world.signedIn(bob.secret));
  await expect(joinOrganization(ctx, { token })).rejects.toThrow();
  await expect(declineInvitation(world.unrecordable(world.ctx()), { token })).rejects.toThrow();
  expect(await roleOf(id, bob.userId)).toBeUndefined();
  const [row] = await world.db.select().from(invitations).where(eq(invitations.email, bob.email));
  expect([row?.acceptedAt, row?.declinedAt]).toEqual([null, null]);
});

test('passwords are tried on a link five times an hour', async () => {
  const { linkTo } = await invitingWorld(world);
  const token = await linkTo(somebody());
  const go = () => signUpByInvitation(world.ctx(), { token, name: 'Nina', password: 'short' });
  for (let n = 0; n < 5; n += 1) expect(await go()).toMatchObject({ reason: 'too_short' });
  expect(await go()).toMatchObject({ reason: 'rate_limited' });
});
