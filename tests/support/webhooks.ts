/** What a test of webhooks needs beside people: a receiver, its endpoints, and a reader of what it got as an outside party would be. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { asc, eq, sql } from 'drizzle-orm';
import { compactVerify, createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { ago } from '../../db/ago';
import { webhookDeliveries, webhookEndpoints } from '../../db/schema/webhooks';
import { startWebhookSink, type TakenEvent, type WebhookSink } from '../../e2e/support/webhook-sink';
import { env } from '../../lib/config/env';
import { publishedKeys } from '../../lib/flows/steps/keyring';
import { deliver } from '../../lib/flows/webhooks/deliver';
import { addSeat } from '../../lib/organization/store';
import { tellTest } from '../../lib/webhook/claims';
import { addEndpoint } from '../../lib/webhook/endpoints';
import { type WebhookEventName, webhookEventNames } from '../../lib/webhook/events';
import { queueTest } from '../../lib/webhook/outbox';
import type { FlowWorld } from './flow-world';
import { invitingWorld } from './invitations';

type Claims = {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly jti: string;
  readonly sub_id: Readonly<Record<string, unknown>>;
  readonly events: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Whether one of the signatures was made with the secret (Standard Webhooks 1.0). */
export function isSignedWith(secret: string, { headers, body }: TakenEvent): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', key).update(content).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => Buffer.from(each.slice(3), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

/** For the top of a test file. */
export function webhookWorld(world: FlowWorld) {
  let sink: WebhookSink;
  beforeAll(async () => {
    sink = await startWebhookSink();
  });
  afterAll(() => sink.stop());
  beforeEach(async () => {
    sink.manner = 202;
    sink.taken.length = 0;
    await world.db.delete(webhookEndpoints);
    await world.db.execute(sql`delete from graphile_worker._private_jobs`);
  });

  const rows = (endpointId: string) =>
    world.db
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.endpointId, endpointId))
      .orderBy(asc(webhookDeliveries.createdAt), asc(webhookDeliveries.id));
  const reach = { allowPrivate: true, patience: 5000 };

  /** Null: the product's own. */
  const endpoint = (
    organizationId: string | null,
    events: readonly WebhookEventName[] = webhookEventNames,
    url = sink.url,
  ) => addEndpoint(world.db, { organizationId, url, events }, env().sessionSecrets);

  return {
    get sink() {
      return sink;
    },
    rows,
    endpoint,
    rowOf: async (id: string) => {
      const [row] = await world.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id));
      return row;
    },
    /** A receiver of an organization with one event that waits. */
    async waiting() {
      const { ctx, id: organizationId, ada } = await invitingWorld(world);
      const { id, secret } = await endpoint(organizationId);
      const another = async () => {
        await queueTest(world.db, { id, organizationId }, tellTest(id, env().appUrl.origin));
        const [last] = (await rows(id)).slice(-1);
        return last?.id ?? '';
      };
      return { ctx, ada, id, secret, organizationId, deliveryId: await another(), another };
    },
    join: (organizationId: string, userId: string) =>
      world.db.transaction((tx) => addSeat(tx, { organizationId, userId }, 'member')),
    deliver: (id: string, db = world.db) => deliver({ db, policy: world.policy }, id, reach),
    /** All that wait for it, one after the other. */
    async deliverAll(endpointId: string) {
      const done: string[] = [];
      for (const { id, deliveredAt, droppedAt } of await rows(endpointId))
        if (!deliveredAt && !droppedAt)
          done.push(await deliver({ db: world.db, policy: world.policy }, id, reach));
      return done;
    },
    /** Moves a delivery into the past. */
    age: (id: string, seconds: number) =>
      world.db
        .update(webhookDeliveries)
        .set({ createdAt: ago(seconds) })
        .where(eq(webhookDeliveries.id, id)),
    async endpointRow(id: string) {
      const [row] = await world.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
      if (!row) throw new Error('there is no such endpoint');
      return row;
    },
    /** Seconds until each of its jobs is due. */
    async jobs(deliveryId: string) {
      const found = await world.db.execute<{ due: number; queue: string; priority: number }>(sql`
        select round(extract(epoch from run_at - now()))::int as due, queue_name as queue, priority
        from graphile_worker.jobs where key = ${deliveryId}`);
      return [...found];
    },
    /** As a receiver reads it that knows nothing of us but our published keys. */
    async read(event: TakenEvent): Promise<Claims> {
      const keys = createLocalJWKSet({ keys: await publishedKeys({ db: world.db, policy: world.policy }) });
      const { payload, protectedHeader } = await compactVerify(event.body, keys, { algorithms: ['ES256'] });
      if (protectedHeader.typ !== 'secevent+jwt') throw new Error('no security event token');
      return JSON.parse(Buffer.from(payload).toString('utf8'));
    },
  };
}
