/** Invitations to an organization: an address, a role, and a link of which only the hash is stored. Each is answered once. */

import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { invitations } from '../../db/schema/invitations';
import { organizations } from '../../db/schema/organizations';
import { users } from '../../db/schema/users';
import { hashOfSecret, looksLikeSecret, newSecret } from '../secret';
import type { Seconds } from '../time';
import type { InvitedRole } from './roles';

const unanswered = and(
  isNull(invitations.acceptedAt),
  isNull(invitations.declinedAt),
  isNull(invitations.revokedAt),
);
/** Its mail went out within the lifetime, or is still to go out. */
export const notLapsed = (lifetime: Seconds) =>
  sql`coalesce(${invitations.sentAt}, ${invitations.createdAt}) > ${ago(lifetime)}`;

/** How many wait for an answer, that to this address apart; lapsed ones do not. */
export const countOpen = (
  db: Executor,
  { organizationId, besides = '' }: { readonly organizationId: string; readonly besides?: string },
  lifetime: Seconds,
): Promise<number> =>
  db.$count(
    invitations,
    and(
      eq(invitations.organizationId, organizationId),
      ne(invitations.email, besides),
      unanswered,
      notLapsed(lifetime),
    ),
  );

type NewInvitation = {
  readonly organizationId: string;
  readonly email: string;
  readonly role: InvitedRole;
  readonly invitedBy: string;
};

/** Takes the place of one that waits for the same address, whose link is void from then on. Returns its id. */
export async function addInvitation(
  tx: Transaction,
  invitation: NewInvitation,
): Promise<{ id: string; replaced: boolean }> {
  const { organizationId, email } = invitation;
  const replaced = await withdrawWhere(
    tx,
    and(eq(invitations.organizationId, organizationId), eq(invitations.email, email)),
  );
  const [row] = await tx.insert(invitations).values(invitation).returning({ id: invitations.id });
  if (!row) throw new Error('the invitation was not stored');
  return { id: row.id, replaced: replaced.length > 0 };
}

/** Returns the ids of those that were still unanswered. */
async function withdrawWhere(db: Executor, which: SQL | undefined): Promise<string[]> {
  const rows = await db
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(and(which, unanswered))
    .returning({ id: invitations.id });
  return rows.map(({ id }) => id);
}

type InOrganization = { readonly id: string; readonly organizationId: string };
const thisOne = ({ id, organizationId }: InOrganization) =>
  and(eq(invitations.id, id), eq(invitations.organizationId, organizationId));

/** False where it was answered or revoked before. */
export const withdrawInvitation = async (tx: Transaction, invitation: InOrganization): Promise<boolean> =>
  (await withdrawWhere(tx, thisOne(invitation))).length > 0;

/** Of somebody who may no longer invite. */
export const withdrawInvitationsOf = (
  tx: Transaction,
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
): Promise<string[]> =>
  withdrawWhere(tx, and(eq(invitations.organizationId, organizationId), eq(invitations.invitedBy, userId)));

/** Wherever somebody invited who is going. */
export const withdrawAllInvitationsOf = (tx: Transaction, userId: string): Promise<string[]> =>
  withdrawWhere(tx, eq(invitations.invitedBy, userId));

type Unanswered = { readonly email: string; readonly role: InvitedRole };

/** An unanswered one, also where it has lapsed: its mail can be sent again. */
export async function findUnanswered(
  db: Executor,
  invitation: InOrganization,
): Promise<Unanswered | undefined> {
  const [row] = await whereUnanswered(db, invitation);
  return row;
}

/** The same, held until the transaction ends. */
export async function lockUnanswered(
  tx: Transaction,
  invitation: InOrganization,
): Promise<Unanswered | undefined> {
  const [row] = await whereUnanswered(tx, invitation).for('update');
  return row;
}

const whereUnanswered = (db: Executor, invitation: InOrganization) =>
  db
    .select({ email: invitations.email, role: roleColumn })
    .from(invitations)
    .where(and(thisOne(invitation), unanswered));

export const roleColumn = sql<InvitedRole>`${invitations.role}`;

/**
 * For the mail that goes out now. A link that was mailed before is void from here on. Undefined where it has been answered,
 * revoked, or its organization is gone: then no mail is sent.
 */
export async function mintInvitation(db: Executor, id: string): Promise<string | undefined> {
  const token = newSecret();
  const rows = await db
    .update(invitations)
    .set({ tokenHash: hashOfSecret(token), sentAt: sql`now()` })
    .where(and(eq(invitations.id, id), unanswered, stillMeant))
    .returning({ id: invitations.id });
  return rows.length > 0 ? token : undefined;
}

/** The organization is there, and the one who invited may still do so: an account that is off, going or taken over invites nobody. */
const stillMeant = sql`exists (select from ${organizations} o join memberships m on m.organization_id = o.id
  join ${users} by on by.id = m.user_id
  where o.id = ${invitations.organizationId} and o.deleted_at is null and m.user_id = ${invitations.invitedBy}
    and m.role in ('owner', 'admin') and by.disabled_at is null and by.deletion_requested_at is null
    and by.password_reset_required_at is null)`;

export type OpenInvitation = {
  readonly id: string;
  readonly email: string;
  readonly role: InvitedRole;
  readonly organizationId: string;
  readonly slug: string;
  readonly organization: string;
  /** Undefined where their account is gone. */
  readonly inviter: string | undefined;
};

const opensNow = (token: string, lifetime: Seconds) =>
  and(
    eq(invitations.tokenHash, hashOfSecret(token)),
    unanswered,
    sql`${invitations.sentAt} > ${ago(lifetime)}`,
    stillMeant,
  );

/** Looks without answering it: what a page may do on GET. Undefined for unknown, answered, revoked and lapsed alike. */
export async function peekInvitation(
  db: Executor,
  token: unknown,
  lifetime: Seconds,
): Promise<OpenInvitation | undefined> {
  if (!looksLikeSecret(token)) return undefined;
  const [row] = await db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: roleColumn,
      organizationId: invitations.organizationId,
      slug: organizations.slug,
      organization: organizations.name,
      inviter: users.name,
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(opensNow(token, lifetime))
    .limit(1);
  return row && { ...row, inviter: row.inviter ?? undefined };
}

/** Of two at once one wins; false as well where it was answered, revoked or has lapsed in between. */
export async function answerInvitation(
  tx: Transaction,
  token: string,
  answer: { readonly acceptedBy: string } | 'declined',
  lifetime: Seconds,
): Promise<boolean> {
  const set =
    answer === 'declined'
      ? { declinedAt: sql`now()` }
      : { acceptedAt: sql`now()`, acceptedBy: answer.acceptedBy };
  const rows = await tx
    .update(invitations)
    .set(set)
    .where(opensNow(token, lifetime))
    .returning({ id: invitations.id });
  return rows.length > 0;
}

/** The organization of a link, open or answered, if this person belongs to it. */
export async function membershipByLink(
  db: Executor,
  token: unknown,
  userId: string,
): Promise<{ slug: string; organization: string } | undefined> {
  if (!looksLikeSecret(token)) return undefined;
  const [row] = await db
    .select({ slug: organizations.slug, organization: organizations.name })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .where(
      and(
        eq(invitations.tokenHash, hashOfSecret(token)),
        isNull(organizations.deletedAt),
        sql`exists (select from memberships m where m.organization_id = ${organizations.id} and m.user_id = ${userId}::uuid)`,
      ),
    )
    .limit(1);
  return row;
}
