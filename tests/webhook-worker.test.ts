import type { ServerResponse } from 'node:http';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { mails } from '../db/schema/mails';
import { env } from '../lib/config/env';
import { queueMail } from '../lib/mail/outbox';
import type { MailTransport } from '../lib/mail/transport';
import { tellTest } from '../lib/webhook/claims';
import { queueTest } from '../lib/webhook/outbox';
import { type BackgroundWorker, startWorker } from '../lib/worker/worker';
import { flowWorld } from './support/flow-world';
import { appUrl } from './support/mail-server';
import { webhookWorld } from './support/webhooks';

process.env.WEBHOOKS_ALLOW_PRIVATE = 'on';
const world = flowWorld();
const hooks = webhookWorld(world);
const workers: BackgroundWorker[] = [];

/** Without a mail server, where none is given: webhooks need none. */
function work(transport?: MailTransport): void {
  const urls = { databaseUrl: world.url, databaseListenUrl: world.url };
  workers.push(startWorker({ ...urls, policy: world.policy, appUrl, transport, pollInterval: 100 }));
}
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});
beforeAll(() => {
  expect(env().webhooksAllowPrivate).toBe(true);
});

const waiting = async () =>
  (await world.db.execute(sql`select 1 from webhook_deliveries where delivered_at is null`)).length;

test('several workers on one database send each event once, and those of one receiver in their order', async () => {
  const endpoints = await Promise.all([hooks.endpoint(null), hooks.endpoint(null), hooks.endpoint(null)]);
  for (let n = 0; n < 5; n++)
    for (const { id } of endpoints)
      await queueTest(world.db, { id, organizationId: null }, tellTest(id, env().appUrl.origin));
  for (let n = 0; n < 3; n++) work();
  await expect.poll(waiting).toBe(0);
  const arrived = hooks.sink.taken.map(({ headers }) => String(headers['webhook-id']));
  expect(arrived).toHaveLength(15);
  for (const { id } of endpoints) {
    const own = (await hooks.rows(id)).map((row) => row.id);
    expect(arrived.filter((each) => own.includes(each))).toEqual(own);
  }
});

test('what failed comes back by itself', async () => {
  const { id } = await hooks.endpoint(null);
  await queueTest(world.db, { id, organizationId: null }, tellTest(id, env().appUrl.origin));
  hooks.sink.manner = 503;
  work();
  await expect.poll(async () => (await hooks.rows(id))[0]?.attempts).toBe(1);
  hooks.sink.manner = 202;
  await expect.poll(waiting).toBe(0);
  expect(hooks.sink.taken).toHaveLength(2);
});

test('receivers that hang, however many, leave one slot to mail and to all else', async () => {
  const hanging: ServerResponse[] = [];
  hooks.sink.manner = (answer) => void hanging.push(answer);
  const endpoints = await Promise.all(Array.from({ length: 5 }, () => hooks.endpoint(null)));
  for (const { id } of endpoints)
    await queueTest(world.db, { id, organizationId: null }, tellTest(id, env().appUrl.origin));
  work({ deliver: async () => undefined });
  await expect.poll(() => hanging.length).toBe(2);
  for (let n = 1; n <= 2; n++) {
    await queueMail(world.db, { kind: 'account_deleted', recipient: `person${n}@example.com`, facts: {} });
    await expect.poll(() => world.db.$count(mails, sql`sent_at is null`)).toBe(0);
  }
  // After each mail its slot was free, and no third event took it.
  expect(hanging).toHaveLength(2);
  for (const { id } of endpoints) expect(await hooks.rows(id)).toMatchObject([{ attempts: 0 }]);
  hooks.sink.manner = 202;
  for (const answer of hanging) answer.writeHead(202).end();
  await expect.poll(waiting).toBe(0);
  expect(hooks.sink.taken).toHaveLength(5);
});
