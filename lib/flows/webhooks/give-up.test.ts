import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { mails } from '../../../db/schema/mails';
import { webhookDeliveries } from '../../../db/schema/webhooks';
import { flowWorld } from '../../../tests/support/flow-world';
import { webhookWorld } from '../../../tests/support/webhooks';
import { rescueDeliveries } from './rescue-deliveries';

const world = flowWorld();
const hooks = webhookWorld(world);
const { rowOf } = hooks;
const waiting = () => hooks.waiting();
const day = 86_400;

describe('an address is turned off', () => {
  const mailsOf = (email: string) =>
    world.db
      .select()
      .from(mails)
      .where(and(eq(mails.recipient, email), eq(mails.kind, 'webhook_disabled')));

  test('at once when it says that it is gone, and its owners get a mail', async () => {
    const { id, ada, deliveryId, another } = await waiting();
    const second = await another();
    hooks.sink.manner = 410;
    expect(await hooks.deliver(deliveryId)).toBe('dropped');
    expect(await hooks.endpointRow(id)).toMatchObject({ disabledReason: 'gone' });
    expect(await rowOf(second)).toMatchObject({ attempts: 0, answered: 'off' });
    expect(await mailsOf(ada.email)).toMatchObject([
      { facts: { organization: 'Acme', reason: 'gone' }, userId: ada.userId },
    ]);
  });

  /** A real event that failed so long ago, and one that fails now. */
  async function failing(seconds: number) {
    const made = await waiting();
    await world.db.update(webhookDeliveries).set({ event: 'member.added' });
    hooks.sink.manner = 500;
    await hooks.deliver(made.deliveryId);
    await hooks.age(made.deliveryId, seconds);
    const now = await made.another();
    await world.db.update(webhookDeliveries).set({ event: 'member.added' });
    return { ...made, now };
  }

  test.each([
    [3 * day - 60, null],
    [3 * day, 'failing'],
    [3 * day + 60, 'failing'],
  ])(
    'when nothing has got through for 3 days: after %d seconds it is off for %s',
    async (seconds, reason) => {
      const { id, ada, now } = await failing(seconds);
      await hooks.deliver(now);
      expect(await hooks.endpointRow(id)).toMatchObject({ disabledReason: reason });
      expect(await mailsOf(ada.email)).toHaveLength(reason ? 1 : 0);
    },
  );

  test('and not when something got through meanwhile, or somebody has sent a test since', async () => {
    const through = await failing(4 * day);
    hooks.sink.manner = 202;
    await hooks.deliver(through.now);
    hooks.sink.manner = 500;
    await hooks.deliver(await through.another());
    expect(await hooks.endpointRow(through.id)).toMatchObject({ disabledReason: null });
    const tested = await failing(4 * day);
    await hooks.deliver(await tested.another());
    expect(await hooks.endpointRow(tested.id)).toMatchObject({ disabledReason: null });
  });
});

describe('what has lost its job', () => {
  test('gets another one, and what has one does not', async () => {
    const { deliveryId, another } = await waiting();
    const other = await another();
    await world.db.execute(sql`delete from graphile_worker._private_jobs where key = ${deliveryId}`);
    await hooks.age(deliveryId, 119);
    expect(await rescueDeliveries(world.ctx())).toEqual({ dropped: 0, readded: 0 });
    await hooks.age(deliveryId, 121);
    await hooks.age(other, 121);
    expect(await rescueDeliveries(world.ctx())).toEqual({ dropped: 0, readded: 1 });
    expect(await hooks.jobs(deliveryId)).toHaveLength(1);
  });

  test('and has waited for 2 days is given up', async () => {
    const { deliveryId, another } = await waiting();
    const younger = await another();
    await hooks.age(deliveryId, 2 * day);
    await hooks.age(younger, 2 * day - 60);
    expect(await rescueDeliveries(world.ctx())).toMatchObject({ dropped: 1 });
    expect((await rowOf(deliveryId))?.droppedAt).toBeInstanceOf(Date);
    expect((await rowOf(younger))?.droppedAt).toBeNull();
  });
});
