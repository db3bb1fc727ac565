/** Accounts due to go: those whose grace period is over, and those that nobody confirmed. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import type { Seconds } from '../time';

export type Leaving = { readonly id: string; readonly email: string };

/** Deletion was asked for, and undoing it is over. */
const pastGrace = (grace: Seconds) => sql`deletion_requested_at <= ${ago(grace)}`;

/**
 * Nobody confirmed, and nobody has tried again since: someone who did so today still has a link that works, or gets one with
 * the mail that waits. Never an account whose address was confirmed.
 */
const unconfirmed = (keptFor: Seconds) => sql`
  email_verified_at is null and created_at <= ${ago(keptFor)}
  and not exists (select from sign_ups s where s.user_id = users.id and s.created_at > ${ago(keptFor)})
  and not exists (
    select from one_time_tokens t where t.user_id = users.id and t.used_at is null and t.created_at > ${ago(keptFor)})
  and not exists (
    select from mails m where m.user_id = users.id and m.kind = 'invitation' and m.sent_at is null and m.dropped_at is null)`;

export const leavings = { pastGrace, unconfirmed };
export type Leavings = keyof typeof leavings;

/** The ids of at most `batch` accounts that are to go, after the one given. */
export async function findLeaving(
  db: Executor,
  which: Leavings,
  age: Seconds,
  { after, batch }: { after: string; batch: number },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from users where ${leavings[which](age)} and id > ${after}::uuid order by id limit ${batch}`);
  return rows.map(({ id }) => id);
}

/** Holds the account for the transaction if it is still due to go: an undo or a confirmation in the meantime wins. */
export async function lockLeaving(
  tx: Executor,
  id: string,
  which: Leavings,
  age: Seconds,
): Promise<Leaving | undefined> {
  const [row] = await tx.execute<Leaving>(sql`
    select id, email from users where id = ${id}::uuid and ${leavings[which](age)} for update`);
  return row;
}

/**
 * With everything that hangs on it, and with address, browser and request of every audit row by or about the person. One
 * function of the database does both, and the application may do neither alone.
 */
export async function removeAccount(tx: Executor, id: string): Promise<void> {
  await tx.execute(sql`select remove_person(${id}::uuid)`);
}
