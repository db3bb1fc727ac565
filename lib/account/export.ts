/** What is kept about a person's account, for their own copy of it. Hashes are not selected, so none can leak (ASVS 15.3.1). */

import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { emailChanges } from '../../db/schema/email-changes';
import { users } from '../../db/schema/users';

export async function exportProfile(db: Executor, userId: string) {
  const [row] = await db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: users.role,
      createdAt: users.createdAt,
      emailVerifiedAt: users.emailVerifiedAt,
      passwordChangedAt: users.passwordChangedAt,
      passwordResetRequiredAt: users.passwordResetRequiredAt,
      sessionsValidFrom: users.sessionsValidFrom,
      sessionsEndedReason: users.sessionsEndedReason,
      disabledAt: users.disabledAt,
      deletionRequestedAt: users.deletionRequestedAt,
    })
    .from(users)
    .where(eq(users.id, userId));
  if (!row) throw new Error('the account is gone');
  return row;
}

/** Oldest first. */
export const exportEmailChanges = (db: Executor, userId: string) =>
  db
    .select({
      oldEmail: emailChanges.oldEmail,
      newEmail: emailChanges.newEmail,
      requestedAt: emailChanges.requestedAt,
      confirmedAt: emailChanges.confirmedAt,
      cancelledAt: emailChanges.cancelledAt,
    })
    .from(emailChanges)
    .where(eq(emailChanges.userId, userId))
    .orderBy(asc(emailChanges.requestedAt));
