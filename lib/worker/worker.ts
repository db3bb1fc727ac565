/**
 * Does the jobs of the queue beside the requests: sends mail, and whatever is scheduled. Nobody waits for its start. It
 * outlives a database outage, and begins again if it falls silent.
 */

import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import { connectForJobs } from '../../db/job-connection';
import { isOn } from '../config/features';
import type { Policy } from '../config/policy';
import type { PooledContext } from '../flows/context';
import { sendMail } from '../flows/scheduled/send-mail';
import { deliver } from '../flows/webhooks/deliver';
import { sendMailTask } from '../mail/outbox';
import type { MailTransport } from '../mail/transport';
import { faultFields, log } from '../observe/log';
import { sendWebhookTask } from '../webhook/outbox';
import { type BackgroundContext, keepScheduled, type Scheduled, scheduled, scheduleNext } from './scheduled';
import { forbiddenBeside } from './webhook-slots';

export type WorkerOptions = {
  readonly databaseUrl: string;
  /** For the queue's own connections, one of which listens. */
  readonly databaseListenUrl: string;
  readonly policy: Policy;
  readonly appUrl: URL;
  /** Without one, mail stays in the outbox. */
  readonly transport: MailTransport | undefined;
  /** Milliseconds between two looks for jobs that nobody announced, such as retries. */
  readonly pollInterval?: number;
  /** Milliseconds without a sign of life from the queue after which everything begins again. */
  readonly longestSilence?: number;
};

type WorkerContext = BackgroundContext & PooledContext;

export type BackgroundWorker = {
  /** Running jobs get a few seconds to finish. Safe to call twice. */
  stop(): Promise<void>;
};

const concurrency = 3;
const shortestWait = 500;
const longestWait = 15_000;
const startPatience = 30_000;
const stopPatience = 5000;
/** Longer than sending a mail can take, even on all workers at once. */
const usualSilence = 120_000;

export function startWorker(options: WorkerOptions): BackgroundWorker {
  const closing = new AbortController();
  const over = keepWorking(options, closing.signal);
  return {
    stop() {
      closing.abort();
      return over;
    },
  };
}

async function keepWorking(options: WorkerOptions, closing: AbortSignal): Promise<void> {
  let known = false;
  const joined = () => {
    known = false;
    log.info({ event: 'worker_started' }, 'worker_started');
  };
  for (let failures = 0; !closing.aborted; failures += 1) {
    const began = performance.now();
    const fault = await workUntilOver(options, joined, closing);
    if (closing.aborted) return;
    if (!known) log.warn({ event: 'worker_stopped', ...faultFields(fault) }, 'worker_stopped');
    known = true;
    if (performance.now() - began > 2 * longestWait) failures = 0;
    const wait = Math.min(longestWait, shortestWait * 2 ** failures) * (0.5 + Math.random() / 2);
    await passed(wait, closing);
  }
}

/** Keeps no process alive; ends early if it is interrupted. */
const passed = (ms: number, signal: AbortSignal) =>
  delay(ms, undefined, { signal, ref: false }).catch(() => undefined);

/** Returns what ended it. It has its own connections, and they end with it, so nothing keeps waiting on a dead one. */
async function workUntilOver(
  options: WorkerOptions,
  joined: () => void,
  closing: AbortSignal,
): Promise<unknown> {
  const { policy, appUrl, transport, databaseUrl } = options;
  const pooled = databaseUrl !== options.databaseListenUrl;
  // A mail takes one connection while it is sent and another for its token, a webhook another for the signing keys.
  const db = connectForJobs(databaseUrl, { max: concurrency + 2, pooled });
  const ctx: WorkerContext = { db, policy, appUrl, ...(transport ? { transport } : {}) };
  const done = new AbortController();
  const signal = AbortSignal.any([closing, done.signal]);
  try {
    // Gives up within seconds, where the queue would wait for ever.
    await db.execute(sql`select 1`);
    const events: WorkerEvents = new EventEmitter();
    const end = endOf(events, options.longestSilence ?? usualSilence, signal);
    const runner = await startRunner(options, tasksOf(ctx), events);
    joined();
    void keepSchedule(ctx, signal);
    const fault = await Promise.race([end, runner.promise]).catch((fault: unknown) => fault);
    await Promise.race([
      runner.stop().catch(() => undefined),
      delay(stopPatience, undefined, { ref: false }),
    ]);
    return fault ?? new Error('the worker came to an end');
  } catch (fault) {
    return fault;
  } finally {
    done.abort();
    await db.$client.end({ timeout: 1 });
  }
}

async function startRunner(
  options: WorkerOptions,
  taskList: TaskList,
  events: WorkerEvents,
): Promise<Runner> {
  const starting = run({
    connectionString: options.databaseListenUrl,
    // One of them listens.
    maxPoolSize: concurrency + 1,
    concurrency,
    forbiddenFlags: forbiddenBeside(events, concurrency),
    pollInterval: options.pollInterval ?? 5000,
    noHandleSignals: true,
    // Its own cron follows this machine's clock, and breaks if the database is down at a full minute.
    parsedCronItems: [],
    taskList,
    events,
    logger: new Logger(
      ({ label }) =>
        (level, message) =>
          log.debug({ event: 'worker', label, level }, message),
    ),
  });
  const late = new AbortController();
  const given = delay(startPatience, undefined, { signal: late.signal, ref: false });
  const runner = await Promise.race([starting, given.catch(() => undefined)]);
  late.abort();
  if (runner) return runner;
  void starting.then((tooLate) => tooLate.stop()).catch(() => undefined);
  throw new Error('the queue does not answer');
}

/** Resolves with what went wrong: a worker of the queue has died, or none has given a sign of life for too long. */
async function endOf(events: WorkerEvents, longestSilence: number, signal: AbortSignal): Promise<unknown> {
  let heardAt = performance.now();
  let fatal: unknown;
  const interrupted = new AbortController();
  const heard = () => {
    heardAt = performance.now();
  };
  for (const sign of ['worker:getJob:empty', 'worker:getJob:error', 'job:start', 'job:complete'] as const)
    events.on(sign, heard);
  events.on('worker:fatalError', ({ error }) => {
    fatal = error;
    interrupted.abort();
  });
  while (!signal.aborted) {
    await passed(longestSilence / 4, AbortSignal.any([signal, interrupted.signal]));
    if (fatal) return fatal;
    if (performance.now() - heardAt > longestSilence) return new Error('the queue has fallen silent');
  }
  return undefined;
}

function tasksOf(ctx: WorkerContext): TaskList {
  const tasks: TaskList = {};
  for (const one of scheduled) tasks[one.task] = () => takeTurn(ctx, one);
  const { transport } = ctx;
  if (transport)
    tasks[sendMailTask] = async (payload) =>
      void (await sendMail({ ...ctx, transport }, idIn(payload, 'mailId')));
  if (isOn('webhooks'))
    tasks[sendWebhookTask] = async (payload) => void (await deliver(ctx, idIn(payload, 'deliveryId')));
  return tasks;
}

function idIn(payload: unknown, name: 'mailId' | 'deliveryId'): string {
  const id = (payload as Record<string, unknown>)[name];
  if (typeof id !== 'string') throw new Error(`a job without its ${name}`);
  return id;
}

/** A task that fails still gets its next turn. */
async function takeTurn(ctx: BackgroundContext, { task, run: work, every }: Scheduled): Promise<void> {
  try {
    await work(ctx);
  } catch (fault) {
    log.warn({ event: 'task_failed', task, ...faultFields(fault) }, 'task_failed');
  }
  await scheduleNext(ctx.db, task, every(ctx.policy));
}

/** At the start and every minute, on every instance: running the statement twice adds nothing. */
async function keepSchedule({ db, policy }: BackgroundContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const { task, every } of scheduled) {
      // If the database is down, the next minute asks again.
      await keepScheduled(db, task, every(policy)).catch(() => undefined);
    }
    await passed(60_000, signal);
  }
}
