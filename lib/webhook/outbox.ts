/** Puts events into the outbox, in the transaction of what they report: both are there, or neither. */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { runPrepared } from '../../db/prepared';
import type { ToldEvent } from './claims';
import { testEvent, type WebhookEventName } from './events';

export const sendWebhookTask = 'send_webhook';
/** By it, a worker that has enough of them leaves them in the queue. */
export const webhookFlag = 'webhook';

/** Each receiver's deliveries go one after the other, and mail goes first: a slow receiver never holds up mail. */
export const jobOf = (id: string, endpoint: string, more = '') => `
  graphile_worker.add_job('${sendWebhookTask}', json_build_object('deliveryId', ${id}), job_key => ${id}::text,
    queue_name => 'webhook:' || ${endpoint}, priority => 10, flags => array['${webhookFlag}']${more})`;

export type Announced = {
  readonly event: WebhookEventName;
  readonly userId?: string | undefined;
  /** Whose receivers hear of it; absent for what concerns a person, wherever they belong. */
  readonly organizationId?: string | undefined;
  readonly told: ToldEvent;
};

const queueStatement = `
  with told as (
    select * from json_to_recordset($1::json)
      as t(event text, "userId" uuid, "organizationId" uuid, told text)
  ), queued as (
    insert into webhook_deliveries (endpoint_id, organization_id, event, claims)
    select e.id, e.organization_id, t.event, t.told
    from webhook_endpoints e join told t on t.event = any(e.events)
    where e.removed_at is null and e.disabled_at is null and (
      e.organization_id is null
      or exists (select from organizations o where o.id = e.organization_id and o.deleted_at is null) and (
        e.organization_id = t."organizationId"
        or t."organizationId" is null and exists (
          select from memberships m where m.organization_id = e.organization_id and m.user_id = t."userId")))
    returning id, endpoint_id
  )
  select ${jobOf('id', 'endpoint_id')} from queued`;

/** For every receiver that asked for it, in one statement, whether there are any or not. */
export async function queueEvents(db: Executor, events: readonly Announced[]): Promise<void> {
  const rows = events.map(({ told, ...event }) => ({ ...event, told: JSON.stringify(told) }));
  await runPrepared(db, queueStatement, [JSON.stringify(rows)]);
}

/** To one receiver, whatever it asked for. */
export async function queueTest(
  db: Executor,
  { id, organizationId }: { readonly id: string; readonly organizationId: string | null },
  told: ToldEvent,
): Promise<void> {
  await db.execute(sql`
    with queued as (
      insert into webhook_deliveries (endpoint_id, organization_id, event, claims)
      values (${id}, ${organizationId}, ${testEvent}, ${JSON.stringify(told)}) returning id, endpoint_id
    )
    select ${sql.raw(jobOf('id', 'endpoint_id'))} from queued`);
}

/** What was sent or given up goes once more, to the same receiver and under the same jti. False where there is no such delivery. */
export async function queueAgain(
  db: Executor,
  {
    deliveryId,
    endpointId,
    organizationId,
  }: { readonly deliveryId: string; readonly endpointId: string; readonly organizationId: string | null },
): Promise<boolean> {
  const rows = await db.execute(sql`
    with queued as (
      insert into webhook_deliveries (endpoint_id, organization_id, event, claims, repeats)
      select endpoint_id, organization_id, event, claims, coalesce(repeats, id) from webhook_deliveries
      where id = ${deliveryId} and endpoint_id = ${endpointId}
        and organization_id is not distinct from ${organizationId}::uuid
        and (delivered_at is not null or dropped_at is not null)
      returning id, endpoint_id
    )
    select ${sql.raw(jobOf('id', 'endpoint_id'))} from queued`);
  return rows.length > 0;
}
