import type { ServerResponse } from 'node:http';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { mails } from '../../../db/schema/mails';
import { flowWorld } from '../../../tests/support/flow-world';
import { webhookWorld } from '../../../tests/support/webhooks';
import { tellTest } from '../../webhook/claims';
import { queueTest } from '../../webhook/outbox';
import { removeEndpoint, switchEndpoint } from './change-endpoints';
import { deliver } from './deliver';
import { removeOwnEndpoint } from './own-endpoints';

const world = flowWorld();
const hooks = webhookWorld(world);

/** Begins to send; the receiver answers when it is told to, and not before. */
async function sending(deliveryId: string) {
  let receiver: ServerResponse | undefined;
  hooks.sink.manner = (answer) => {
    receiver = answer;
  };
  const state = { over: false };
  const patient = { allowPrivate: true, patience: 60_000 };
  const done = deliver({ db: world.db, policy: world.policy }, deliveryId, patient).finally(() => {
    state.over = true;
  });
  await expect.poll(() => receiver !== undefined).toBe(true);
  return {
    done,
    isOver: () => state.over,
    answer: (status: number) => receiver?.writeHead(status).end(),
  };
}

/** Until as many wait for what somebody else holds. */
const held = () =>
  expect
    .poll(
      async () =>
        (
          await world.db.execute(sql`
            select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
        ).length,
    )
    .toBe(1);

describe('while its receiver keeps a delivery hanging, an address', () => {
  type Made = Awaited<ReturnType<typeof hooks.waiting>>;
  test.each([
    ['is turned off', ({ ctx, id }: Made) => switchEndpoint(ctx, { endpointId: id, state: 'off' })],
    ['is removed', ({ ctx, id }: Made) => removeEndpoint(ctx, { endpointId: id })],
  ])('%s without waiting for it, and nothing is sent afterwards', async (_what, stop) => {
    const made = await hooks.waiting();
    const { deliveryId } = made;
    const second = await made.another();
    const sent = await sending(deliveryId);
    expect(await stop(made)).toMatchObject({ ok: true });
    expect(sent.isOver()).toBe(false);
    expect(await hooks.rowOf(second)).toMatchObject({ attempts: 0, answered: 'off' });
    sent.answer(503);
    expect(await sent.done).toBe('dropped');
    expect(await hooks.rowOf(deliveryId)).toMatchObject({ attempts: 1, answered: '503' });
    expect((await hooks.rowOf(deliveryId))?.droppedAt).toBeInstanceOf(Date);
    hooks.sink.manner = 202;
    for (const each of [deliveryId, second]) expect(await hooks.deliver(each)).toBe('not_ours');
    expect(hooks.sink.taken).toHaveLength(1);
  });

  test("of the product's own is removed without waiting for it as well", async () => {
    const { id } = await hooks.endpoint(null);
    await queueTest(world.db, { id, organizationId: null }, tellTest(id, 'http://localhost:3000'));
    const [row] = await hooks.rows(id);
    const sent = await sending(row?.id ?? '');
    expect(await removeOwnEndpoint(world.ctx(), { id })).toMatchObject({ ok: true });
    expect(sent.isOver()).toBe(false);
    sent.answer(202);
    // It has arrived, so that is what its row says.
    expect(await sent.done).toBe('delivered');
    expect(await hooks.rowOf(row?.id ?? '')).toMatchObject({ answered: '202', droppedAt: null });
  });
});

test('an address that says it is gone while a person turns it off: both come through, and it is told once', async () => {
  const { ctx, id, ada, deliveryId, organizationId, another } = await hooks.waiting();
  const second = await another();
  const sent = await sending(deliveryId);
  await world.db.transaction(async (tx) => {
    await switchEndpoint({ ...ctx, db: tx }, { endpointId: id, state: 'off' });
    sent.answer(410);
    await held();
  });
  expect(await sent.done).toBe('dropped');
  expect(await hooks.rowOf(deliveryId)).toMatchObject({ attempts: 1, answered: '410' });
  expect(await hooks.rowOf(second)).toMatchObject({ attempts: 0, answered: 'off' });
  expect(await hooks.endpointRow(id)).toMatchObject({ disabledReason: 'person' });
  const events = await world.db
    .select({ event: auditEvents.event })
    .from(auditEvents)
    .where(eq(auditEvents.organizationId, organizationId));
  expect(events.map(({ event }) => event).filter((event) => event.startsWith('webhook'))).toEqual([
    'webhook_changed',
  ]);
  const told = and(eq(mails.recipient, ada.email), eq(mails.kind, 'webhook_disabled'));
  expect(await world.db.$count(mails, told)).toBe(0);
});

test('an address that says it is gone is off although another of its events is on its way', async () => {
  const { id, deliveryId, another } = await hooks.waiting();
  const second = await another();
  const sent = await sending(second);
  hooks.sink.manner = 410;
  expect(await hooks.deliver(deliveryId)).toBe('dropped');
  expect(sent.isOver()).toBe(false);
  expect(await hooks.endpointRow(id)).toMatchObject({ disabledReason: 'gone' });
  sent.answer(503);
  expect(await sent.done).toBe('dropped');
});
