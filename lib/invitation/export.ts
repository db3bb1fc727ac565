/** The invitations that a person sent or answered, and those to their address, for their own copy of it. */

import { asc, eq, or } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { invitations } from '../../db/schema/invitations';
import { organizations } from '../../db/schema/organizations';
import { users } from '../../db/schema/users';

/** Oldest first. */
export const exportInvitations = (db: Executor, userId: string) =>
  db
    .select({
      organization: organizations.name,
      email: invitations.email,
      role: invitations.role,
      createdAt: invitations.createdAt,
      sentAt: invitations.sentAt,
      acceptedAt: invitations.acceptedAt,
      declinedAt: invitations.declinedAt,
      revokedAt: invitations.revokedAt,
    })
    .from(users)
    .innerJoin(
      invitations,
      or(
        eq(invitations.email, users.email),
        eq(invitations.invitedBy, users.id),
        eq(invitations.acceptedBy, users.id),
      ),
    )
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .where(eq(users.id, userId))
    .orderBy(asc(invitations.createdAt), asc(invitations.id));
