/** Waits that somebody began who has lost every second factor: one at a time for each person, by the database's clock alone. */

import { and, eq, isNull, lte, not, sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { factorResets } from '../../db/schema/factor-resets';
import { mails } from '../../db/schema/mails';
import type { Policy } from '../config/policy';
import { type Seconds, seconds } from '../time';

const open = and(isNull(factorResets.cancelledAt), isNull(factorResets.completedAt));
const mine = (userId: string) => eq(factorResets.userId, userId);
const waitedOut = (wait: Seconds) => lte(factorResets.requestedAt, ago(wait));
const until = (wait: Seconds) =>
  sql`${factorResets.requestedAt} + ${lasting(wait)}`.mapWith(factorResets.requestedAt);

export type OpenReset = {
  readonly id: string;
  /** When the wait is over. */
  readonly until: Date;
  /** What became of the link that follows the wait: none was made yet, it is under way or waits in the mailbox, or it is too old. */
  readonly link: 'none' | 'mailed' | 'too_old';
};

type Lengths = Pick<Policy, 'factorResetWait' | 'factorResetLinkLifetime'>;

const linkState = (lifetime: Seconds) =>
  sql<OpenReset['link']>`case when ${factorResets.linkQueuedAt} is null then 'none'
    when ${factorResets.linkQueuedAt} > ${ago(lifetime)} then 'mailed' else 'too_old' end`;

const shown = ({ factorResetWait, factorResetLinkLifetime }: Lengths) => ({
  id: factorResets.id,
  until: until(factorResetWait),
  link: linkState(factorResetLinkLifetime),
});

export async function findOpenReset(
  db: Executor,
  userId: string,
  lengths: Lengths,
): Promise<OpenReset | undefined> {
  const [row] = await db
    .select(shown(lengths))
    .from(factorResets)
    .where(and(mine(userId), open));
  return row;
}

/** With the person's row held, and none open. Throws otherwise: there is one at a time. */
export async function openReset(db: Executor, userId: string, lengths: Lengths): Promise<OpenReset> {
  const [row] = await db.insert(factorResets).values({ userId }).returning(shown(lengths));
  if (!row) throw new Error('the wait was not returned');
  return row;
}

/** Returns false when none is open. */
export async function cancelOpenReset(db: Executor, userId: string): Promise<boolean> {
  const rows = await db
    .update(factorResets)
    .set({ cancelledAt: sql`now()` })
    .where(and(mine(userId), open))
    .returning({ id: factorResets.id });
  return rows.length > 0;
}

/** For a mail about it that waited in the outbox. */
export const isOpenReset = async (db: Executor, id: string): Promise<boolean> =>
  (await db.$count(factorResets, and(eq(factorResets.id, id), open))) > 0;

/** Whether `completeReset` would go through now. Changes nothing, so that a refusal leaves the link as it was. */
export const isDueReset = async (
  db: Executor,
  { id, userId }: { id: string; userId: string },
  wait: Seconds,
): Promise<boolean> =>
  (await db.$count(factorResets, and(eq(factorResets.id, id), mine(userId), open, waitedOut(wait)))) > 0;

/** Of two at once one wins. Returns false before the wait is over, and for one that was cancelled or done. */
export async function completeReset(
  db: Executor,
  { id, userId }: { id: string; userId: string },
  wait: Seconds,
): Promise<boolean> {
  const rows = await db
    .update(factorResets)
    .set({ completedAt: sql`now()` })
    .where(and(eq(factorResets.id, id), mine(userId), open, waitedOut(wait)))
    .returning({ id: factorResets.id });
  return rows.length > 0;
}

/** Marks at most `batch` whose wait is over and that nobody was written about yet: two instances at once share them out. */
export async function takeDueResets(
  tx: Executor,
  wait: Seconds,
  batch: number,
): Promise<{ id: string; userId: string }[]> {
  const rows = await tx.execute<{ id: string; userId: string }>(sql`
    update factor_resets set link_queued_at = now() where id in (
      select id from factor_resets
      where cancelled_at is null and completed_at is null and link_queued_at is null
        and requested_at <= ${ago(wait)}
      order by requested_at limit ${batch} for update skip locked
    ) returning id, user_id as "userId"`);
  return [...rows];
}

/**
 * At most `batch` of which so little is left and nobody was reminded yet. What was told is known from the outbox, so the
 * caller lets nobody else in meanwhile.
 */
export async function findSoonResets(
  tx: Executor,
  { wait, lead, kind }: { wait: Seconds; lead: Seconds; kind: string },
  batch: number,
): Promise<{ id: string; userId: string; until: Date }[]> {
  const isTold = sql`exists (select 1 from ${mails} where ${mails.kind} = ${kind}
    and ${mails.userId} = ${factorResets.userId} and ${mails.facts} ->> 'resetId' = ${factorResets.id}::text)`;
  return tx
    .select({ id: factorResets.id, userId: factorResets.userId, until: until(wait) })
    .from(factorResets)
    .where(
      and(
        open,
        isNull(factorResets.linkQueuedAt),
        waitedOut(seconds(wait - lead)),
        not(waitedOut(wait)),
        not(isTold),
      ),
    )
    .orderBy(factorResets.requestedAt)
    .limit(batch);
}

/** Gives up at most `batch` whose link is too old to be used: who still needs it begins again. Returns whose they were. */
export async function expireResets(
  db: Executor,
  linkLifetime: Seconds,
  batch: number,
): Promise<{ userId: string }[]> {
  const rows = await db.execute<{ userId: string }>(sql`
    update factor_resets set cancelled_at = now() where id in (
      select id from factor_resets
      where cancelled_at is null and completed_at is null
        and link_queued_at <= ${ago(linkLifetime)}
      limit ${batch} for update skip locked
    ) returning user_id as "userId"`);
  return [...rows];
}
