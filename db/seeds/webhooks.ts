/** A webhook of an organization, and deliveries that arrived, failed, were given up, and were sent again. Nothing is sent by it. */

import { env } from '../../lib/config/env';
import { days, hours, minutes, type Seconds } from '../../lib/time';
import { tell } from '../../lib/webhook/claims';
import { addEndpoint } from '../../lib/webhook/endpoints';
import type { WebhookEventName } from '../../lib/webhook/events';
import { ago } from '../ago';
import type { Transaction } from '../client';
import { webhookDeliveries } from '../schema/webhooks';

type Seeded = {
  readonly event: WebhookEventName;
  readonly before: Seconds;
  readonly attempts: number;
  readonly answered: string;
  readonly end: 'delivered' | 'dropped';
};

const deliveries: readonly Seeded[] = [
  { event: 'member.added', before: days(6), attempts: 1, answered: '202', end: 'delivered' },
  { event: 'session.revoked', before: days(3), attempts: 3, answered: '202', end: 'delivered' },
  { event: 'credential.changed', before: days(2), attempts: 8, answered: '503', end: 'dropped' },
  { event: 'session.revoked', before: hours(5), attempts: 1, answered: '202', end: 'delivered' },
];

/** The address belongs to nobody (RFC 2606). */
export async function addWebhooks(tx: Transaction, organizationId: string, userId: string): Promise<void> {
  const events = ['session.revoked', 'credential.changed', 'member.added', 'member.removed'] as const;
  const url = 'https://hooks.example.com/in';
  const { sessionSecrets, appUrl } = env();
  const { id: endpointId } = await addEndpoint(
    tx,
    { organizationId, url, events, createdBy: userId },
    sessionSecrets,
  );
  const of = { endpointId, organizationId };
  let givenUp: { id: string; claims: string } | undefined;
  for (const { event, before, attempts, answered, end } of deliveries) {
    const claims = JSON.stringify(tell({ event, userId, initiator: 'user' }, appUrl.origin));
    const over = { attempts, answered, createdAt: ago(before), attemptedAt: ago(before - minutes(1)) };
    const ended = end === 'delivered' ? { deliveredAt: over.attemptedAt } : { droppedAt: over.attemptedAt };
    const [row] = await tx
      .insert(webhookDeliveries)
      .values({ ...of, event, claims, ...over, ...ended })
      .returning({ id: webhookDeliveries.id, claims: webhookDeliveries.claims });
    if (end === 'dropped') givenUp = row;
  }
  if (!givenUp) return;
  const again = { attempts: 1, answered: '202', createdAt: ago(hours(20)), deliveredAt: ago(hours(20)) };
  const { claims, id: repeats } = givenUp;
  await tx
    .insert(webhookDeliveries)
    .values({ ...of, ...again, event: 'credential.changed', claims, repeats });
}
