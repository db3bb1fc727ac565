import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mails } from '../db/schema/mails';
import { startMailSink } from '../e2e/support/mail-sink';
import { signOutEveryone } from '../lib/flows/operator/sign-out-everyone';
import { smtpTransport } from '../lib/mail/smtp';
import { type BackgroundWorker, startWorker } from '../lib/worker/worker';
import { freePort } from '../scripts/free-port';
import { appUrl, mailFrom } from './support/mail-server';
import { mailWorld } from './support/mail-world';
import { tapWire } from './support/wire';

const world = mailWorld();
const { people } = world;
const workers: BackgroundWorker[] = [];

type Options = { url?: string; smtpUrl?: string; longestSilence?: number };

function work(options: Options = {}): BackgroundWorker {
  const url = options.url ?? people.url;
  const worker = startWorker({
    databaseUrl: url,
    databaseListenUrl: url,
    policy: people.policy,
    appUrl,
    transport:
      options.smtpUrl === '' ? undefined : smtpTransport(options.smtpUrl ?? world.sink.url, mailFrom),
    pollInterval: 100,
    longestSilence: options.longestSilence,
  });
  workers.push(worker);
  return worker;
}
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});
beforeEach(async () => {
  await people.db.delete(mails);
  await people.db.execute(sql`delete from graphile_worker._private_jobs`);
});

const farewell = (recipient: string) => world.queue({ kind: 'account_deleted', recipient, facts: {} });
const waiting = () => people.db.$count(mails, sql`sent_at is null`);
/** Each is a job of its own. */
const taskCount = 11;
const scheduledJobs = () =>
  people.db
    .execute<{ key: string; locked: boolean; due: boolean }>(
      sql`select key, locked_at is not null as locked, run_at <= now() as due from graphile_worker.jobs
        where key like 'scheduled:%' order by key`,
    )
    .then((rows) => [...rows]);

test('several workers on one database send each mail once', async () => {
  const before = world.sink.taken.length;
  for (let n = 0; n < 3; n++) work();
  for (let n = 0; n < 20; n++) await farewell(`person${n}@example.com`);
  await expect.poll(waiting).toBe(0);
  const ids = world.sink.taken.slice(before).map(({ headers }) => headers['message-id']);
  expect(ids).toHaveLength(20);
  expect(new Set(ids).size).toBe(20);
});

test('without a mail server the mail stays where it is, and goes out when there is one', async () => {
  const id = await farewell('patient@example.com');
  const idle = work({ smtpUrl: '' });
  await expect.poll(async () => (await scheduledJobs()).length).toBe(taskCount);
  expect(await world.rowOf(id)).toMatchObject({ attempts: 0, sentAt: null, droppedAt: null });
  await idle.stop();
  work();
  await expect.poll(waiting).toBe(0);
});

test('a mail that was refused comes back by itself', async () => {
  const port = await freePort(40_000 + Math.floor(Math.random() * 5000));
  const id = await farewell('later@example.com');
  work({ smtpUrl: `smtp://127.0.0.1:${port}` });
  await expect.poll(async () => (await world.rowOf(id)).attempts).toBeGreaterThan(0);
  const back = await startMailSink({ port });
  await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
  expect(back.taken.map(({ to }) => to)).toEqual(['later@example.com']);
  await back.stop();
});

describe('what is scheduled', () => {
  test('has its first turn at once, and the next one later', async () => {
    const { sessionId } = await people.person();
    await people.age(sessionId, { lastActiveAt: 1800 });
    work();
    await expect.poll(async () => (await people.row(sessionId)).endedReason).toBe('idle_timeout');
    await expect.poll(scheduledJobs).toEqual([
      { key: 'scheduled:end_closed_sessions', locked: false, due: false },
      { key: 'scheduled:keep_retention', locked: false, due: false },
      { key: 'scheduled:remove_accounts', locked: false, due: false },
      { key: 'scheduled:remove_organizations', locked: false, due: false },
      { key: 'scheduled:replace_signing_key', locked: false, due: false },
      { key: 'scheduled:rescue_mail', locked: false, due: false },
      { key: 'scheduled:rescue_webhooks', locked: false, due: false },
      { key: 'scheduled:send_factor_reset_links', locked: false, due: false },
      { key: 'scheduled:sweep_sessions', locked: false, due: false },
      { key: 'scheduled:tell_support_ends', locked: false, due: false },
      { key: 'scheduled:tend_keys', locked: false, due: false },
    ]);
  });

  test('writes down at once that everyone was signed out', async () => {
    work();
    await expect.poll(async () => (await scheduledJobs()).filter(({ due }) => !due).length).toBe(taskCount);
    const { sessionId } = await people.person();
    await signOutEveryone(people.ctx());
    await expect.poll(async () => (await people.row(sessionId)).endedReason).toBe('operator');
  });

  test('goes on after a worker has died with it in its hands', async () => {
    const first = work();
    await expect.poll(async () => (await scheduledJobs()).filter(({ due }) => !due).length).toBe(taskCount);
    await first.stop();
    await people.db.execute(sql`
      update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '10 minutes'`);
    const { sessionId } = await people.person();
    await people.age(sessionId, { lastActiveAt: 1800 });
    work();
    await expect.poll(async () => (await people.row(sessionId)).endedReason).toBe('idle_timeout');
  });
});

describe('a database that', () => {
  test('is away when the worker starts is found when it comes', async () => {
    const port = await freePort(45_000 + Math.floor(Math.random() * 5000));
    const away = new URL(people.url);
    away.port = String(port);
    work({ url: away.href });
    await farewell('early@example.com');
    const wire = await tapWire(people.url, port);
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
    await workers.splice(0)[0]?.stop();
    await wire.close();
  });

  test('goes away and comes back finds the worker waiting', async () => {
    // Where it goes away while a scheduled task is at it, the queue says so on the console.
    const traces = vi.spyOn(console, 'trace').mockImplementation(() => undefined);
    const wire = await tapWire(people.url);
    const { port } = new URL(wire.url);
    work({ url: wire.url });
    await farewell('before@example.com');
    await expect.poll(waiting).toBe(0);
    await wire.close();
    await farewell('during@example.com');
    const again = await tapWire(people.url, Number(port));
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
    await farewell('after@example.com');
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
    await workers.splice(0)[0]?.stop();
    await again.close();
    traces.mockRestore();
  });
});

test('connections that die without a word are given up, and the mail goes over new ones', async () => {
  // When the dead connections are cut at last, the queue says so on the console, for each of its workers that was waiting on one.
  const traces = vi.spyOn(console, 'trace').mockImplementation(() => undefined);
  const wire = await tapWire(people.url);
  work({ url: wire.url, longestSilence: 400 });
  await farewell('before@example.com');
  await expect.poll(waiting).toBe(0);
  wire.freeze();
  await farewell('after@example.com');
  await expect.poll(waiting, { timeout: 40_000 }).toBe(0);
  await workers.splice(0)[0]?.stop();
  await wire.close();
  await expect.poll(() => traces.mock.calls.length).toBeGreaterThan(0);
  traces.mockRestore();
});

test('a worker that is stopped takes no more jobs, and stopping twice is the same', async () => {
  const worker = work();
  await expect.poll(async () => (await scheduledJobs()).length).toBe(taskCount);
  await Promise.all([worker.stop(), worker.stop()]);
  await farewell('nobody@example.com');
  expect(await waiting()).toBe(1);
  // The queue's own connections have no name.
  const open = () =>
    people.db.execute(sql`
    select 1 from pg_stat_activity where datname = current_database() and application_name = ''`);
  await expect.poll(async () => (await open()).length).toBe(0);
});
