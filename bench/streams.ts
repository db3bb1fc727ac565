/** What open streams cost while nothing happens, and how long the end of a session takes to arrive at one. */

import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { listenerName } from '../db/lone-connection';
import { onnotice } from '../db/notices';
import { runInside } from './inside';
import { type BenchInstance, startBenchInstance } from './instance';
import { median, quantile } from './rounds';

export type StreamCosts = {
  readonly open: number;
  readonly kbEach?: number;
  /** Of one core. */
  readonly cpuShare?: number;
  /** Connections to the database that listen, for each instance. */
  readonly connections: number;
  readonly ends: number;
  readonly medianMs: number;
  readonly p99Ms: number;
};

type Holder = { readonly cookie: string; readonly sessionId: string };
type Stream = { readonly sessionId: string; readonly ended: Promise<number>; leave(): void };

/** Half of these streams are of the first instance and half of the second. */
const ends = { quick: 20, whole: 100 };
/** Twenty, so that each stream has its beat once. */
const idleSeconds = { quick: 3, whole: 20 };

export async function measureStreams(
  env: NodeJS.ProcessEnv,
  databaseUrl: string,
  quick: boolean,
): Promise<StreamCosts> {
  const many = quick ? 100 : 500;
  const size = quick ? 'quick' : 'whole';
  const holders = await runInside<Holder[]>('sign-in-many.ts', env, [String(many)]);
  const sql = postgres(databaseUrl, { max: 1, onnotice });
  const instances = [
    await startBenchInstance('product', env),
    await startBenchInstance('product', env),
  ] as const;
  try {
    const idle = await measureIdle(instances[0], holders, idleSeconds[size]);
    const lags = await measureLags(sql, instances, holders.slice(0, ends[size]));
    const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`
      select count(*)::int from pg_stat_activity where application_name = ${listenerName}`;
    return {
      ...idle,
      connections: count / instances.length,
      ends: lags.length,
      medianMs: median(lags),
      p99Ms: quantile(lags, 0.99),
    };
  } finally {
    await sql.end({ timeout: 1 });
    for (const instance of instances) await instance.stop();
  }
}

async function measureIdle(instance: BenchInstance, holders: readonly Holder[], seconds: number) {
  // The first ones pay for what is loaded once.
  for (const stream of await openAll(instance, holders.slice(0, 20))) stream.leave();
  await delay(2000);
  const memory = instance.memoryKb();
  const streams = await openAll(instance, holders);
  await delay(2000);
  const grown = difference(instance.memoryKb(), memory);
  const spent = instance.cpuMs();
  await delay(seconds * 1000);
  const cpuMs = difference(instance.cpuMs(), spent);
  for (const stream of streams) stream.leave();
  return {
    open: streams.length,
    kbEach: grown === undefined ? undefined : grown / streams.length,
    cpuShare: cpuMs === undefined ? undefined : cpuMs / (seconds * 1000),
  };
}

const difference = (now: number | undefined, before: number | undefined) =>
  now === undefined || before === undefined ? undefined : now - before;

/** A few at a time: opening asks the database. */
async function openAll(instance: BenchInstance, holders: readonly Holder[]): Promise<Stream[]> {
  const streams: Stream[] = [];
  for (let first = 0; first < holders.length; first += 20) {
    const some = holders.slice(first, first + 20);
    streams.push(...(await Promise.all(some.map((holder) => openStream(instance, holder)))));
  }
  return streams;
}

/** Milliseconds from before the statement is sent to the event at the client, for one session after the other. */
async function measureLags(
  sql: postgres.Sql,
  instances: readonly BenchInstance[],
  holders: readonly Holder[],
): Promise<number[]> {
  const half = Math.ceil(holders.length / 2);
  const [here, there] = instances as [BenchInstance, BenchInstance];
  const streams = [
    ...(await openAll(here, holders.slice(0, half))),
    ...(await openAll(there, holders.slice(half))),
  ];
  // The pool of each instance is awake, and so is ours.
  await sql`select 1`;
  const lags: number[] = [];
  for (const { sessionId, ended } of streams) {
    const began = performance.now();
    await sql`update sessions set ended_at = now(), ended_reason = 'revoked_by_user' where id = ${sessionId}`;
    lags.push((await ended) - began);
  }
  return lags;
}

/** Resolves with the first byte; `ended` with the moment of the event. */
function openStream(instance: BenchInstance, { cookie, sessionId }: Holder): Promise<Stream> {
  const options = { headers: { cookie: `session=${cookie}` }, agent: false };
  return new Promise((done, fail) => {
    const sent = request(`${instance.url}/api/session/events`, options, (response) => {
      if (response.statusCode !== 200) fail(new Error(`a stream was answered with ${response.statusCode}`));
      const ended = new Promise<number>((arrived) => {
        response.on('data', (part: Buffer) => {
          if (part.includes('event: ended')) arrived(performance.now());
        });
      });
      response.once('data', () => done({ sessionId, ended, leave: () => sent.destroy() }));
      response.on('error', () => undefined);
    });
    sent.on('error', fail).end();
  });
}
