/** The invitations of an organization as its members page lists them. */

import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { invitations } from '../../db/schema/invitations';
import { users } from '../../db/schema/users';
import type { Seconds } from '../time';
import type { InvitedRole } from './roles';
import { notLapsed, roleColumn } from './store';

export type ListedInvitation = {
  readonly id: string;
  readonly email: string;
  readonly role: InvitedRole;
  readonly inviter: string | null;
  readonly createdAt: Date;
  readonly state: 'open' | 'lapsed' | 'declined';
  /** Null until its mail has gone out. */
  readonly until: Date | null;
};

const longestList = 200;

/** Those that somebody may want to do something about, the newest first. */
export async function listInvitations(
  db: Executor,
  organizationId: string,
  lifetime: Seconds,
): Promise<ListedInvitation[]> {
  const rows = await db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: roleColumn,
      inviter: users.name,
      createdAt: invitations.createdAt,
      state: sql<ListedInvitation['state']>`case when ${invitations.declinedAt} is not null then 'declined'
        when ${notLapsed(lifetime)} then 'open' else 'lapsed' end`,
      until: sql<string | null>`${invitations.sentAt} + ${lasting(lifetime)}`,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(longestList);
  return rows.map((row) => ({ ...row, until: row.until === null ? null : new Date(row.until) }));
}

/** Which of these addresses belong to members. */
export async function membersAmong(
  db: Executor,
  organizationId: string,
  emails: readonly string[],
): Promise<ReadonlySet<string>> {
  if (emails.length === 0) return new Set();
  const rows = await db
    .select({ email: users.email })
    .from(users)
    .where(
      and(
        inArray(users.email, [...emails]),
        sql`exists (select from memberships m where m.user_id = ${users.id} and m.organization_id = ${organizationId})`,
      ),
    );
  return new Set(rows.map(({ email }) => email));
}
