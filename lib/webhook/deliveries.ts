/** The rows of the outbox. What a worker holds is being sent, and only its holder may mark it. */

import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { ago, lasting } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { webhookDeliveries as deliveries } from '../../db/schema/webhooks';
import type { Seconds } from '../time';
import type { ToldEvent } from './claims';
import { testEvent } from './events';
import { jobOf } from './outbox';

const waiting = and(isNull(deliveries.deliveredAt), isNull(deliveries.droppedAt));
const first = alias(deliveries, 'first');

export type WaitingDelivery = {
  readonly id: string;
  readonly endpointId: string;
  /** Of the event itself, whatever delivery it is. */
  readonly jti: string;
  readonly told: ToldEvent;
  readonly happenedAt: Date;
  readonly queuedAt: Date;
  readonly attempts: number;
  readonly now: Date;
};

/**
 * Nobody else gets the row until the transaction ends; if the connection dies, the row is free at once. Undefined if it is
 * delivered, dropped, gone, or held by another worker.
 */
export async function holdDelivery(tx: Transaction, id: string): Promise<WaitingDelivery | undefined> {
  const [row] = await tx
    .select({
      id: deliveries.id,
      endpointId: deliveries.endpointId,
      jti: sql<string>`coalesce(${deliveries.repeats}, ${deliveries.id})`,
      claims: deliveries.claims,
      happenedAt: sql`coalesce(${first.createdAt}, ${deliveries.createdAt})`.mapWith(deliveries.createdAt),
      queuedAt: deliveries.createdAt,
      attempts: deliveries.attempts,
      now: sql`now()`.mapWith(deliveries.createdAt),
    })
    .from(deliveries)
    .leftJoin(first, eq(first.id, deliveries.repeats))
    .where(and(eq(deliveries.id, id), waiting))
    .for('update', { of: deliveries, skipLocked: true });
  if (!row) return undefined;
  const { claims, ...delivery } = row;
  // Only `queueEvents` and its like write to the outbox, and they take nothing else.
  return { ...delivery, told: JSON.parse(claims) as ToldEvent };
}

/** `failed`: tried, and it comes back after `pause`. */
export type TryEnded =
  | { readonly how: 'delivered' | 'dropped'; readonly answered: string; readonly tried: boolean }
  | { readonly how: 'failed'; readonly answered: string; readonly pause: Seconds };

const ends = {
  delivered: { deliveredAt: sql`clock_timestamp()` },
  dropped: { droppedAt: sql`clock_timestamp()` },
  failed: {},
} as const;

export async function markDelivery(
  tx: Transaction,
  { id, endpointId }: Pick<WaitingDelivery, 'id' | 'endpointId'>,
  ended: TryEnded,
): Promise<void> {
  const tried =
    ended.how === 'failed' || ended.tried
      ? { attempts: sql`${deliveries.attempts} + 1`, attemptedAt: sql`clock_timestamp()` }
      : {};
  await tx
    .update(deliveries)
    .set({ ...ends[ended.how], ...tried, answered: ended.answered })
    .where(eq(deliveries.id, id));
  if (ended.how !== 'failed') return;
  // From inside the job, this is another one with its key.
  await tx.execute(sql`
    select ${sql.raw(jobOf('id', 'endpoint', ', run_at => clock_timestamp() + pause'))}
    from (select ${id}::uuid as id, ${endpointId}::text as endpoint, ${lasting(ended.pause)} as pause) as again`);
}

/**
 * Whether nothing got through for so long. It counts from the last success, and from the last test event: who sends one, or turns
 * an address on again, is looking after it.
 */
export async function failsSince(db: Executor, endpointId: string, length: Seconds): Promise<boolean> {
  const [row] = await db.execute<{ failing: boolean }>(sql`
    select exists (
      select from webhook_deliveries d
      where d.endpoint_id = ${endpointId} and d.delivered_at is null and d.attempts > 0
        and d.created_at <= ${ago(length)}
        and d.created_at >= coalesce((select max(t.created_at) from webhook_deliveries t
          where t.endpoint_id = ${endpointId} and t.event = ${testEvent}), '-infinity')
        and d.created_at > coalesce((select max(s.delivered_at) from webhook_deliveries s
          where s.endpoint_id = ${endpointId}), '-infinity')) as failing`);
  return row?.failing === true;
}

/**
 * With an address that is removed or turned off goes what waits for it. Waits for nobody: a receiver that keeps a delivery hanging
 * would otherwise decide when it can be turned off. What is being sent is dropped by the worker that sends it.
 */
export async function dropWaiting(tx: Transaction, endpointId: string): Promise<void> {
  const free = tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.endpointId, endpointId), waiting))
    .for('update', { skipLocked: true });
  await tx
    .update(deliveries)
    .set({ droppedAt: sql`now()`, answered: 'off' })
    .where(inArray(deliveries.id, free));
}

export type Delivery = {
  readonly id: string;
  readonly event: string;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly attemptedAt: Date | null;
  readonly answered: string | null;
  readonly deliveredAt: Date | null;
  readonly droppedAt: Date | null;
  /** Sent again by hand. */
  readonly repeated: boolean;
};

type Page = { readonly before?: string | undefined; readonly limit: number };
type Listed = { readonly endpointId: string; readonly organizationId: string | null };

/** Newest first; `before` is the id of the last one on the page before. */
export const listDeliveries = (
  db: Executor,
  { endpointId, organizationId }: Listed,
  { before, limit }: Page,
): Promise<Delivery[]> =>
  db
    .select({
      id: deliveries.id,
      event: deliveries.event,
      createdAt: deliveries.createdAt,
      attempts: deliveries.attempts,
      attemptedAt: deliveries.attemptedAt,
      answered: deliveries.answered,
      deliveredAt: deliveries.deliveredAt,
      droppedAt: deliveries.droppedAt,
      repeated: sql<boolean>`${deliveries.repeats} is not null`,
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.endpointId, endpointId),
        sql`${deliveries.organizationId} is not distinct from ${organizationId}::uuid`,
        before === undefined
          ? undefined
          : sql`(${deliveries.createdAt}, ${deliveries.id}) < (select l.created_at, l.id from webhook_deliveries l
              where l.id = ${before}::uuid and l.endpoint_id = ${endpointId}::uuid)`,
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit);

/** Gives up what has waited for so long. Returns how many. */
export async function dropOldDeliveries(tx: Transaction, patience: Seconds, batch: number): Promise<number> {
  const rows = await tx.execute(sql`
    update webhook_deliveries set dropped_at = now(), answered = coalesce(answered, 'off') where id in (
      select id from webhook_deliveries where delivered_at is null and dropped_at is null
        and created_at <= ${ago(patience)}
      order by created_at limit ${batch} for update skip locked
    ) returning id`);
  return rows.length;
}

/**
 * Gives a new job to what has none that will come. A worker holds the row while it sends, so a row that can be held here is in
 * nobody's hands. Returns how many.
 */
export async function readdDeliveries(tx: Transaction, longestTry: Seconds, batch: number): Promise<number> {
  const rows = await tx.execute(sql`
    select ${sql.raw(jobOf('id', 'endpoint_id'))}
    from (
      select id, endpoint_id from webhook_deliveries where delivered_at is null and dropped_at is null
        and greatest(created_at, attempted_at) <= ${ago(longestTry)}
        and not exists (
          select from graphile_worker.jobs where key = webhook_deliveries.id::text and case
            when locked_at is null then attempts < max_attempts
            else locked_at > ${ago(longestTry)} end)
      order by created_at limit ${batch} for update skip locked
    ) as stranded`);
  return rows.length;
}
