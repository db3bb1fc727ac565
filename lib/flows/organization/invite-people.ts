/** Inviting people by their addresses, and what can be done about it later. Whether an address has an account is never said. */

import type { Transaction } from '../../../db/client';
import { membersAmong } from '../../invitation/list';
import type { InvitedRole } from '../../invitation/roles';
import {
  addInvitation,
  countOpen,
  findUnanswered,
  lockUnanswered,
  withdrawInvitation,
} from '../../invitation/store';
import { queueMail } from '../../mail/outbox';
import { mayChange } from '../../organization/permissions';
import { lockSeat } from '../../organization/store';
import { type LimitName, spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { actor, actorHere, inTransaction, type OrganizationContext } from '../context';
import { mailKey } from '../steps/keys';
import { record } from '../steps/record';
import { recordLimit } from '../steps/record-limit';

const limits = {
  person_limit: ['invitations', (ctx) => ctx.user.id],
  organization_limit: ['invitations_of_organization', (ctx) => ctx.organization.id],
  address_limit: ['invitations_to_address', (_ctx, email) => mailKey(email)],
} as const satisfies Record<string, [LimitName, (ctx: OrganizationContext, email: string) => string]>;

type SendFault = 'not_allowed' | 'too_many_open' | keyof typeof limits;
export type InviteFault = 'yourself' | 'already_member' | SendFault;

/** What became of one address. */
export type Invited = { readonly email: string; readonly fault?: InviteFault };

/** One after the other, each in its own transaction: those that can be invited are, whatever becomes of the rest. */
export async function invitePeople(
  ctx: OrganizationContext,
  { emails, role }: { readonly emails: readonly string[]; readonly role: InvitedRole },
): Promise<Invited[]> {
  const members = await membersAmong(ctx.db, ctx.organization.id, emails);
  const invited: Invited[] = [];
  for (const email of new Set(emails)) {
    const member = email === ctx.user.email ? 'yourself' : 'already_member';
    const fault = members.has(email) ? member : await invite(ctx, { email, role });
    invited.push(fault ? { email, fault } : { email });
  }
  return invited;
}

/** A new invitation to the same address takes the place of the old one, whose link is void. */
async function invite(
  ctx: OrganizationContext,
  to: { readonly email: string; readonly role: InvitedRole },
): Promise<SendFault | undefined> {
  const limited = await overLimit(ctx, to.email);
  if (limited) return limited;
  return inTransaction(ctx, async (tx): Promise<SendFault | undefined> => {
    const fault = await mayInvite(ctx, tx, to);
    if (fault) return fault;
    const seat = { organizationId: ctx.organization.id, invitedBy: ctx.user.id };
    const { id, replaced } = await addInvitation(tx, { ...to, ...seat });
    await noteSent(ctx, tx, { id, ...to, again: replaced });
    return undefined;
  });
}

/** Beyond its limits the address hears nothing, and the inviter is told. */
async function overLimit(ctx: OrganizationContext, email: string): Promise<keyof typeof limits | undefined> {
  for (const [fault, [limit, keyOf]] of Object.entries(limits) as [keyof typeof limits, Limit][]) {
    const spent = await spend(ctx, limit, keyOf(ctx, email));
    if (spent.ok) continue;
    await recordLimit(ctx, limit, ctx.user.id, actor(ctx));
    return fault;
  }
  return undefined;
}
type Limit = (typeof limits)[keyof typeof limits];

/** By the role of now, and within what an organization may have waiting. */
async function mayInvite(
  ctx: OrganizationContext,
  tx: Transaction,
  { email, role }: { readonly email: string; readonly role: InvitedRole },
): Promise<'not_allowed' | 'too_many_open' | undefined> {
  const organizationId = ctx.organization.id;
  const by = await lockSeat(tx, { organizationId, userId: ctx.user.id });
  if (!by || !mayChange({ by, from: 'member', to: role })) return 'not_allowed';
  const waiting = { organizationId, besides: email };
  const open = await countOpen(tx, waiting, ctx.policy.invitationLifetime);
  return open >= ctx.policy.openInvitations ? 'too_many_open' : undefined;
}

type Sending = {
  readonly id: string;
  readonly email: string;
  readonly role: InvitedRole;
  readonly again: boolean;
};

async function noteSent(ctx: OrganizationContext, tx: Transaction, sending: Sending): Promise<void> {
  const { id, email, role, again } = sending;
  await record(ctx, tx, {
    event: 'invitation_sent',
    outcome: 'success',
    ...actorHere(ctx),
    data: { invitation: id, role, again },
  });
  const { name: organization } = ctx.organization;
  const facts = { invitationId: id, organization, inviter: ctx.user.name, role };
  await queueMail(tx, { kind: 'organization_invitation', recipient: email, facts });
}

type Waiting = { readonly invitationId: string };

/** The mail goes out again with a new link; the old one is void as soon as it does. */
export async function resendInvitation(
  ctx: OrganizationContext,
  { invitationId: id }: Waiting,
): Promise<Result<{ email: string }, SendFault | 'not_found' | 'rate_limited'>> {
  const organizationId = ctx.organization.id;
  const waiting = await findUnanswered(ctx.db, { id, organizationId });
  if (!waiting) return refused('not_found');
  // Before the transaction: another connection must not be asked for while this one holds the organization.
  const limited = await overResends(ctx, id);
  if (limited !== undefined) return refused('rate_limited', limited);
  const over = await overLimit(ctx, waiting.email);
  if (over) return refused(over);
  return inTransaction(ctx, async (tx): Promise<Result<{ email: string }, SendFault | 'not_found'>> => {
    const fault = await mayInvite(ctx, tx, waiting);
    if (fault) return refused(fault);
    const held = await lockUnanswered(tx, { id, organizationId });
    if (!held) return refused('not_found');
    await noteSent(ctx, tx, { id, ...held, again: true });
    return ok({ email: held.email });
  });
}

/** Seconds to wait; undefined where it may be sent. */
async function overResends(ctx: OrganizationContext, id: string): Promise<number | undefined> {
  for (const limit of ['resend_minute', 'resend_day'] as const) {
    const spent = await spend(ctx, limit, `invitation:${id}`);
    if (!spent.ok) return spent.retryAfterSeconds;
  }
  return undefined;
}

/** Its link opens nothing from the commit on. */
export async function revokeInvitation(
  ctx: OrganizationContext,
  { invitationId: id }: Waiting,
): Promise<Result<void, 'not_found' | 'not_allowed'>> {
  return inTransaction(ctx, async (tx): Promise<Result<void, 'not_found' | 'not_allowed'>> => {
    const organizationId = ctx.organization.id;
    const by = await lockSeat(tx, { organizationId, userId: ctx.user.id });
    if (!by || !mayChange({ by, from: 'member' })) return refused('not_allowed');
    if (!(await withdrawInvitation(tx, { id, organizationId }))) return refused('not_found');
    await record(ctx, tx, {
      event: 'invitation_revoked',
      outcome: 'success',
      ...actorHere(ctx),
      data: { invitation: id },
    });
    return ok(undefined);
  });
}
