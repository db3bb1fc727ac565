/** Changes of an account's address: pending until the new one confirms, and to be undone from the old one for a while. */

import { and, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { emailChanges } from '../../db/schema/email-changes';
import type { Seconds } from '../time';

export type EmailChange = typeof emailChanges.$inferSelect;

const pending = and(isNull(emailChanges.confirmedAt), isNull(emailChanges.cancelledAt));

/** An earlier one that still waits is given up. */
export async function addEmailChange(
  db: Executor,
  change: { userId: string; oldEmail: string; newEmail: string },
): Promise<string> {
  await cancelPendingChanges(db, change.userId);
  const [row] = await db.insert(emailChanges).values(change).returning({ id: emailChanges.id });
  if (!row) throw new Error('the change of address was not returned');
  return row.id;
}

/** What waits for the new address to confirm it, if anything. */
export async function pendingChange(
  db: Executor,
  userId: string,
  lifetime: Seconds,
): Promise<EmailChange | undefined> {
  const [row] = await db
    .select()
    .from(emailChanges)
    .where(and(eq(emailChanges.userId, userId), pending, gt(emailChanges.requestedAt, ago(lifetime))))
    .orderBy(desc(emailChanges.requestedAt))
    .limit(1);
  return row;
}

export async function findChange(db: Executor, id: string): Promise<EmailChange | undefined> {
  const [row] = await db.select().from(emailChanges).where(eq(emailChanges.id, id)).limit(1);
  return row;
}

/** Of two at once one wins; undefined when it was confirmed or given up before. */
export async function confirmChange(db: Executor, id: string): Promise<EmailChange | undefined> {
  const [row] = await db
    .update(emailChanges)
    .set({ confirmedAt: sql`now()` })
    .where(and(eq(emailChanges.id, id), pending))
    .returning();
  return row;
}

/**
 * Takes back one change, confirmed or not, and every later one: a thief may have changed the address twice, and must not be
 * able to undo the undoing. Undefined when it was taken back before, or is too late to take back: then the old address may
 * be someone else's.
 */
export async function cancelChange(
  db: Executor,
  id: string,
  undoPeriod: Seconds,
): Promise<EmailChange | undefined> {
  const rows = await db
    .update(emailChanges)
    .set({ cancelledAt: sql`now()` })
    .where(
      and(
        sql`(${emailChanges.userId}, ${emailChanges.requestedAt}) in (
          select c.user_id, l.requested_at from email_changes c join email_changes l
          on l.user_id = c.user_id and l.requested_at >= c.requested_at
          where c.id = ${id} and (c.confirmed_at is null or c.confirmed_at > ${ago(undoPeriod)}))`,
        isNull(emailChanges.cancelledAt),
      ),
    )
    .returning();
  return rows.find((row) => row.id === id);
}

/** The first change that can still be taken back: away from an address, or confirmed after a moment. */
export async function firstChange(
  db: Executor,
  userId: string,
  which: { readonly from: string } | { readonly since: Date },
  undoPeriod: Seconds,
): Promise<EmailChange | undefined> {
  const [row] = await db
    .select()
    .from(emailChanges)
    .where(
      and(
        eq(emailChanges.userId, userId),
        isNull(emailChanges.cancelledAt),
        'from' in which ? eq(emailChanges.oldEmail, which.from) : gt(emailChanges.confirmedAt, which.since),
        gt(emailChanges.confirmedAt, ago(undoPeriod)),
      ),
    )
    .orderBy(emailChanges.confirmedAt)
    .limit(1);
  return row;
}

/** Returns how many were waiting. */
export async function cancelPendingChanges(db: Executor, userId: string): Promise<number> {
  const rows = await db
    .update(emailChanges)
    .set({ cancelledAt: sql`now()` })
    .where(and(eq(emailChanges.userId, userId), pending))
    .returning({ id: emailChanges.id });
  return rows.length;
}

/** The addresses that the account had before and can still be given back to. */
export async function undoableAddresses(
  db: Executor,
  userId: string,
  undoPeriod: Seconds,
): Promise<string[]> {
  const rows = await db
    .select({ oldEmail: emailChanges.oldEmail })
    .from(emailChanges)
    .where(
      and(
        eq(emailChanges.userId, userId),
        isNull(emailChanges.cancelledAt),
        gt(emailChanges.confirmedAt, ago(undoPeriod)),
      ),
    );
  return rows.map(({ oldEmail }) => oldEmail);
}

/** An address that its person can still take back: nobody else may have it meanwhile. */
export async function isReserved(db: Executor, email: string, undoPeriod: Seconds): Promise<boolean> {
  const count = await db.$count(
    emailChanges,
    and(
      eq(emailChanges.oldEmail, email),
      isNotNull(emailChanges.confirmedAt),
      isNull(emailChanges.cancelledAt),
      gt(emailChanges.confirmedAt, ago(undoPeriod)),
    ),
  );
  return count > 0;
}
