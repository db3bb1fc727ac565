import { and, eq, isNull, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../db/client';
import { invitations } from '../../../db/schema/invitations';
import { mails } from '../../../db/schema/mails';
import { rateLimits } from '../../../db/schema/throttles';
import { flowWorld } from '../../../tests/support/flow-world';
import { invitingWorld } from '../../../tests/support/invitations';
import { listInvitations } from '../../invitation/list';
import { mintInvitation, peekInvitation } from '../../invitation/store';
import { addSeat } from '../../organization/store';
import { removeAccounts } from '../scheduled/remove-accounts';
import { changeMemberRole, leaveOrganization, removeMember } from './change-members';
import { invitePeople, resendInvitation, revokeInvitation } from './invite-people';

const world = flowWorld();
const lifetime = world.policy.invitationLifetime;
const somebody = () => `p${Math.random().toString(36).slice(2, 12)}@example.com`;
const forget = () => world.db.delete(rateLimits);
const works = async (token: string) => (await peekInvitation(world.db, token, lifetime)) !== undefined;

describe('inviting', () => {
  test('sends a mail of its own to each address, and says nothing about who has an account', async () => {
    const { ctx, id } = await invitingWorld(world);
    const [bob, stranger] = [await world.person('Bob'), somebody()];
    const all = await invitePeople(ctx, { emails: [bob.email, stranger, stranger], role: 'admin' });
    expect(all).toEqual([{ email: bob.email }, { email: stranger }]);
    for (const email of [bob.email, stranger])
      expect(await world.mailsTo(email)).toMatchObject([
        { kind: 'organization_invitation', userId: null, facts: { organization: 'Acme', role: 'admin' } },
      ]);
    const listed = await listInvitations(world.db, id, lifetime);
    expect(listed.map(({ state, until }) => [state, until])).toEqual([
      ['open', null],
      ['open', null],
    ]);
    expect((await world.auditOfUser(ctx.user.id)).at(-1)).toMatchObject({
      event: 'invitation_sent',
      organizationId: id,
      data: { role: 'admin', again: false },
    });
  });

  test('oneself or a member is refused, and nothing is sent', async () => {
    const { ctx, id, invite } = await invitingWorld(world);
    const bob = await world.person('Bob');
    await world.db.transaction((tx) => addSeat(tx, { organizationId: id, userId: bob.userId }, 'member'));
    expect([await invite(ctx.user.email), await invite(bob.email)]).toEqual(['yourself', 'already_member']);
    expect(await world.db.$count(invitations, eq(invitations.organizationId, id))).toBe(0);
  });

  test('again takes the place of the open one, whose link is void at once', async () => {
    const { linkTo, invite, id } = await invitingWorld(world);
    const email = somebody();
    const first = await linkTo(email);
    expect(await works(first)).toBe(true);
    expect(await invite(email, 'admin')).toBe('sent');
    expect(await works(first)).toBe(false);
    expect(await listInvitations(world.db, id, lifetime)).toMatchObject([{ email, role: 'admin' }]);
  });

  test('with a role that was taken meanwhile is refused', async () => {
    const { ctx, id, invite } = await invitingWorld(world);
    await world.owner.execute(sql`update organizations set deleted_at = now() where id = ${id}`);
    expect(await invite(somebody())).toBe('not_allowed');
    expect(await resendInvitation(ctx, { invitationId: id })).toMatchObject({ reason: 'not_found' });
  });

  test('that cannot be recorded does not happen', async () => {
    const { ctx, id } = await invitingWorld(world);
    const email = somebody();
    await expect(
      invitePeople(world.unrecordable(ctx), { emails: [email], role: 'member' }),
    ).rejects.toThrow();
    expect(await world.db.$count(invitations, eq(invitations.organizationId, id))).toBe(0);
    expect(await world.db.$count(mails, eq(mails.recipient, email))).toBe(0);
  });
});

describe('limits', () => {
  test('fifty wait at most, a lapsed one does not count, and a replaced one takes no second place', async () => {
    const { invite, id, ctx } = await invitingWorld(world);
    const emails = Array.from({ length: 49 }, somebody);
    await world.db
      .insert(invitations)
      .values(emails.map((email) => ({ organizationId: id, email, role: 'member', invitedBy: ctx.user.id })));
    const last = somebody();
    expect(await invite(last)).toBe('sent');
    expect(await invite(somebody())).toBe('too_many_open');
    expect(await invite(last)).toBe('sent');
    await world.db
      .update(invitations)
      .set({ sentAt: sql`now() - make_interval(secs => ${lifetime})` })
      .where(eq(invitations.email, last));
    expect(await invite(somebody())).toBe('sent');
  });

  test('a person sends twenty an hour, whatever the organization', async () => {
    await forget();
    const { invite } = await invitingWorld(world);
    for (let n = 0; n < 20; n += 1) expect(await invite(somebody())).toBe('sent');
    const refused = somebody();
    expect(await invite(refused)).toBe('person_limit');
    expect(await world.mailsTo(refused)).toEqual([]);
  });

  test('an address gets three a day over all organizations, and the fourth inviter is told', async () => {
    await forget();
    const email = somebody();
    for (let n = 0; n < 3; n += 1) expect(await (await invitingWorld(world)).invite(email)).toBe('sent');
    expect(await (await invitingWorld(world)).invite(email)).toBe('address_limit');
    expect(await world.mailsTo(email)).toHaveLength(3);
  });

  test('an organization sends a hundred a day', async () => {
    await forget();
    const { invite, ctx } = await invitingWorld(world);
    expect(await invite(somebody())).toBe('sent');
    await world.db.execute(
      sql`update rate_limits set points = 99 where key like ${`%${ctx.organization.id}%`}`,
    );
    expect(await invite(somebody())).toBe('sent');
    expect(await invite(somebody())).toBe('organization_limit');
  });

  test('one is sent again once a minute, and with a new link', async () => {
    await forget();
    const { ctx, linkTo, newest } = await invitingWorld(world);
    const email = somebody();
    const first = await linkTo(email);
    const { id: invitationId } = await newest(email);
    expect(await resendInvitation(ctx, { invitationId })).toMatchObject({ ok: true });
    expect(await resendInvitation(ctx, { invitationId })).toMatchObject({ reason: 'rate_limited' });
    // The old link goes when the new one is made, so that there is always one.
    expect(await works(first)).toBe(true);
    const second = await mintInvitation(world.db, invitationId);
    expect([await works(first), await works(second ?? '')]).toEqual([false, true]);
  });
});

test('a link works for 72 hours and not a moment longer, and a lapsed one can be sent again', async () => {
  await forget();
  const { ctx, linkTo, sentAgo, newest, id } = await invitingWorld(world);
  const email = somebody();
  const token = await linkTo(email);
  await sentAgo(email, 259_199);
  expect(await works(token)).toBe(true);
  await sentAgo(email, 259_200);
  expect(await works(token)).toBe(false);
  expect(await listInvitations(world.db, id, lifetime)).toMatchObject([{ state: 'lapsed' }]);
  expect(await resendInvitation(ctx, { invitationId: (await newest(email)).id })).toMatchObject({ ok: true });
});

test('a revoked one opens nothing, sends no mail that still waits, and cannot be revoked twice or elsewhere', async () => {
  await forget();
  const [acme, other] = [await invitingWorld(world), await invitingWorld(world)];
  const email = somebody();
  const token = await acme.linkTo(email);
  const { id: invitationId } = await acme.newest(email);
  expect(await revokeInvitation(other.ctx, { invitationId })).toMatchObject({ reason: 'not_found' });
  expect(await resendInvitation(other.ctx, { invitationId })).toMatchObject({ reason: 'not_found' });
  expect(await works(token)).toBe(true);
  expect(await revokeInvitation(acme.ctx, { invitationId })).toEqual({ ok: true });
  expect(await works(token)).toBe(false);
  expect(await mintInvitation(world.db, invitationId)).toBeUndefined();
  expect(await revokeInvitation(acme.ctx, { invitationId })).toMatchObject({ reason: 'not_found' });
});

test('three sent again at once ask for no second connection while they hold the organization', async () => {
  await forget();
  const { ctx, linkTo, newest } = await invitingWorld(world);
  const emails = [somebody(), somebody(), somebody()];
  for (const email of emails) await linkTo(email);
  const narrow = connect(world.url, { max: 1 });
  const ids = await Promise.all(emails.map(async (email) => (await newest(email)).id));
  const sent = await Promise.all(
    ids.map((invitationId) => resendInvitation({ ...ctx, db: narrow }, { invitationId })),
  );
  await narrow.$client.end({ timeout: 1 });
  expect(sent.map(({ ok }) => ok)).toEqual([true, true, true]);
});

describe('what somebody invited', () => {
  const scene = async () => {
    await forget();
    const acme = await invitingWorld(world);
    const bob = await world.person('Bob');
    await world.db.transaction((tx) => addSeat(tx, { organizationId: acme.id, userId: bob.userId }, 'admin'));
    const ctx = await world.inOrganization(bob.secret, acme.slug);
    const email = somebody();
    await invitePeople(ctx, { emails: [email], role: 'admin' });
    const token = (await mintInvitation(world.db, (await acme.newest(email)).id)) ?? '';
    return { ...acme, bob, bobs: ctx, token };
  };

  test('is void once they are removed, have left, or may no longer invite', async () => {
    const removed = await scene();
    expect(await removeMember(removed.ctx, removed.bob)).toEqual({ ok: true });
    const left = await scene();
    expect(await leaveOrganization(left.bobs)).toEqual({ ok: true });
    const lowered = await scene();
    await changeMemberRole(lowered.ctx, { userId: lowered.bob.userId, role: 'member' });
    for (const { token } of [removed, left, lowered]) expect(await works(token)).toBe(false);
    const raised = await scene();
    await changeMemberRole(raised.ctx, { userId: raised.bob.userId, role: 'owner' });
    expect(await works(raised.token)).toBe(true);
  });

  test.each(['disabled_at', 'deletion_requested_at', 'password_reset_required_at'])(
    'opens nothing while their account has %s',
    async (column) => {
      const { bob, token } = await scene();
      await world.owner.execute(
        sql`update users set ${sql.identifier(column)} = now() where id = ${bob.userId}`,
      );
      expect(await works(token)).toBe(false);
    },
  );

  test('is void once their account is gone', async () => {
    const { bob, token, newest } = await scene();
    await world.owner.execute(
      sql`update users set deletion_requested_at = now() - interval '30 days' where id = ${bob.userId}`,
    );
    await removeAccounts(world.ctx());
    expect(await works(token)).toBe(false);
    const left = await world.db.$count(
      invitations,
      and(isNull(invitations.invitedBy), isNull(invitations.revokedAt)),
    );
    expect([left, newest]).toEqual([0, newest]);
  });
});
