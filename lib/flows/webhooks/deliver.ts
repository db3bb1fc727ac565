/**
 * One event goes to one receiver, at least once: sent first and noted afterwards. The row is held for as long as it takes, so that
 * no two workers send the same; a worker that dies lets go of it.
 */

import type { Transaction } from '../../../db/client';
import { env } from '../../config/env';
import { isOn } from '../../config/features';
import { product } from '../../config/product';
import { queueMail } from '../../mail/outbox';
import { log } from '../../observe/log';
import { ownersOf } from '../../organization/deletion';
import { claimsOf } from '../../webhook/claims';
import {
  dropWaiting,
  failsSince,
  holdDelivery,
  markDelivery,
  type TryEnded,
  type WaitingDelivery,
} from '../../webhook/deliveries';
import { findReceiver, type Receiver, turnOffEndpoint } from '../../webhook/endpoints';
import type { OffReason } from '../../webhook/events';
import { signatureHeaders } from '../../webhook/secret';
import { type Answer, isGone, isTaken, post, type Reach } from '../../webhook/send';
import { pauseAfter } from '../../webhook/tries';
import { inTransaction, type PooledContext } from '../context';
import { signCompact } from '../steps/keyring';
import { record } from '../steps/record';
import { hostFor } from './change-endpoints';

/** `not_ours`: delivered or dropped already, or in the hands of another worker. */
export type Delivered = TryEnded['how'] | 'not_ours';

/** Never rejects for what the receiver does; a failed try has its next one in the queue. */
export async function deliver(
  ctx: PooledContext,
  deliveryId: string,
  reach: Reach = { allowPrivate: env().webhooksAllowPrivate },
): Promise<Delivered> {
  const sent = await inTransaction(ctx, async (tx): Promise<Sent | undefined> => {
    const delivery = await holdDelivery(tx, deliveryId);
    if (!delivery) return undefined;
    const receiver = await receiverOf(ctx, tx, delivery);
    const tried = await tryOnce(ctx, delivery, receiver, reach);
    // It may have been turned off meanwhile: nobody waits for this row to drop it.
    const off = tried.how === 'failed' && !(await receiverOf(ctx, tx, delivery));
    const ended: TryEnded = off ? { how: 'dropped', answered: tried.answered, tried: true } : tried;
    await markDelivery(tx, delivery, ended);
    return { receiver, endpointId: delivery.endpointId, ...ended };
  });
  if (!sent) return 'not_ours';
  const { how, answered, receiver, endpointId } = sent;
  log.info({ event: `webhook_${how}`, deliveryId, endpointId, answered }, `webhook_${how}`);
  // In a transaction of its own: who turns it off takes the endpoint first, and never waits for a delivery.
  if (receiver && how !== 'delivered')
    await inTransaction(ctx, (tx) => turnOffWhereDue(ctx, tx, receiver, answered));
  return how;
}

type Sent = Pick<TryEnded, 'how' | 'answered'> & {
  readonly endpointId: string;
  readonly receiver: Receiver | undefined;
};

async function receiverOf(
  ctx: PooledContext,
  tx: Transaction,
  { endpointId }: WaitingDelivery,
): Promise<Receiver | undefined> {
  if (!isOn('webhooks')) return undefined;
  const { webhookSecretOverlap: overlap } = ctx.policy;
  return findReceiver(tx, endpointId, { overlap, secrets: env().sessionSecrets });
}

async function tryOnce(
  ctx: PooledContext,
  delivery: WaitingDelivery,
  receiver: Receiver | undefined,
  reach: Reach,
): Promise<TryEnded> {
  if (!receiver) return { how: 'dropped', answered: 'off', tried: false };
  const answer = receiver.secrets.length > 0 ? await send(ctx, delivery, receiver, reach) : 'unsealed';
  const answered = String(answer);
  if (isTaken(answer)) return { how: 'delivered', answered, tried: true };
  const pause = isGone(answer) ? undefined : pauseAfter(delivery.attempts + 1);
  return pause === undefined ? { how: 'dropped', answered, tried: true } : { how: 'failed', answered, pause };
}

/** RFC 8935 §2. Signed twice: with the key that everybody can look up, and with the secret that only the receiver knows. */
async function send(
  ctx: PooledContext,
  { jti, told, happenedAt, queuedAt, now }: WaitingDelivery,
  { url, secrets }: Receiver,
  reach: Reach,
): Promise<Answer> {
  const issuer = env().appUrl.origin;
  const claims = claimsOf(told, { issuer, url, id: jti, happenedAt, queuedAt });
  const body = await signCompact(ctx, 'secevent+jwt', claims);
  const at = Math.floor(now.getTime() / 1000);
  const headers = {
    'content-type': 'application/secevent+jwt',
    accept: 'application/json',
    'user-agent': `${product.slug}-webhooks`,
    ...signatureHeaders(secrets, { id: jti, at, body }),
  };
  return post({ url, headers, body }, reach);
}

/**
 * A receiver that is gone, or was away for days, costs tries for nothing: the people who look after it are told. Where this is cut short, the
 * next event finds the same.
 */
async function turnOffWhereDue(
  ctx: PooledContext,
  tx: Transaction,
  receiver: Receiver,
  answered: string,
): Promise<void> {
  const reason: OffReason | undefined = isGone(Number(answered))
    ? 'gone'
    : (await failsSince(tx, receiver.id, ctx.policy.webhookFailingPeriod))
      ? 'failing'
      : undefined;
  if (!reason || !(await turnOffEndpoint(tx, receiver, reason))) return;
  await dropWaiting(tx, receiver.id);
  const { organizationId, organization } = receiver;
  const host = hostFor(receiver.url);
  await record(ctx, tx, {
    event: 'webhook_disabled',
    outcome: 'success',
    ...(organizationId ? { organizationId } : {}),
    reason,
    data: { host, reason },
  });
  if (!organizationId || !organization) return;
  const facts = { organization: organization.name, slug: organization.slug, reason };
  for (const { userId, email } of await ownersOf(tx, organizationId))
    await queueMail(tx, { kind: 'webhook_disabled', recipient: email, userId, facts });
}
