/** What the product does by itself and how often: a table, and the statements that keep its jobs in the queue. */

import { sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { type Features, isAnyOn, secondFactorFeatures } from '../config/features';
import type { Policy } from '../config/policy';
import { endClosedSessions } from '../flows/scheduled/end-closed-sessions';
import { keepRetention } from '../flows/scheduled/keep-retention';
import { removeAccounts } from '../flows/scheduled/remove-accounts';
import { removeOrganizations } from '../flows/scheduled/remove-organizations';
import { replaceSigningKey } from '../flows/scheduled/replace-signing-key';
import { rescueMail } from '../flows/scheduled/rescue-mail';
import { sendFactorResetLinks } from '../flows/scheduled/send-factor-reset-links';
import type { MailContext } from '../flows/scheduled/send-mail';
import { sweepSessions } from '../flows/scheduled/sweep-sessions';
import { tellEndedVisits } from '../flows/scheduled/tell-ended-visits';
import { tendKeys } from '../flows/scheduled/tend-keys';
import { rescueDeliveries } from '../flows/webhooks/rescue-deliveries';
import { log } from '../observe/log';
import { hours, minutes, type Seconds } from '../time';

/** `transport` is missing if no mail is sent. */
export type BackgroundContext = Omit<MailContext, 'transport'> & Partial<Pick<MailContext, 'transport'>>;

export type Scheduled = {
  /** The name of the task in the queue. */
  readonly task: string;
  readonly every: (policy: Policy) => Seconds;
  readonly run: (ctx: BackgroundContext) => Promise<unknown>;
  /** Off, there is no such job. */
  readonly feature?: Features;
};

const every: readonly Scheduled[] = [
  { task: 'sweep_sessions', every: (policy) => policy.sweepInterval, run: sweep },
  { task: 'end_closed_sessions', every: () => minutes(1), run: endClosed },
  { task: 'keep_retention', every: () => hours(1), run: keepRetention },
  { task: 'remove_accounts', every: () => hours(1), run: removeAccounts },
  { task: 'remove_organizations', every: () => hours(1), run: removeOrganizations },
  {
    task: 'send_factor_reset_links',
    every: () => minutes(5),
    run: sendFactorResetLinks,
    feature: secondFactorFeatures,
  },
  { task: 'tell_support_ends', every: () => minutes(1), run: tellEndedVisits, feature: 'supportAccess' },
  {
    task: 'replace_signing_key',
    every: () => hours(1),
    run: replaceSigningKey,
    feature: ['tokens', 'webhooks'],
  },
  { task: 'tend_keys', every: () => minutes(10), run: tendKeys, feature: 'apiKeys' },
  { task: 'rescue_mail', every: () => minutes(1), run: rescue },
  { task: 'rescue_webhooks', every: () => minutes(1), run: rescueDeliveries, feature: 'webhooks' },
];

export const scheduled = every.filter(({ feature }) => !feature || isAnyOn(feature));

async function sweep(ctx: BackgroundContext): Promise<void> {
  const swept = await sweepSessions(ctx);
  if (swept.ended + swept.removed > 0) log.info({ event: 'sessions_swept', ...swept }, 'sessions_swept');
}

/** A look at one row, unless everyone was signed out. */
async function endClosed(ctx: BackgroundContext): Promise<void> {
  const ended = await endClosedSessions(ctx);
  if (ended > 0) log.info({ event: 'closed_sessions_ended', ended }, 'closed_sessions_ended');
}

/** If no mail is sent from here, it waits, however long. */
async function rescue(ctx: BackgroundContext): Promise<void> {
  if (ctx.transport) await rescueMail(ctx);
}

/** Longer than any of them takes. */
const lostAfter = minutes(10);

const keyOf = (task: string) => `scheduled:${task}`;

/** Schedules the next turn by the database's clock. Called from inside the job, it leaves that job alone. */
export async function scheduleNext(db: Executor, task: string, wait: Seconds): Promise<void> {
  await db.execute(sql`
    select graphile_worker.add_job(${task}, job_key => ${keyOf(task)}, max_attempts => 1,
      run_at => now() + ${lasting(wait)})`);
}

/**
 * Adds each job that is missing, or sleeps longer than it should, and makes it due at once: before the first turn, after a
 * worker died with the job in its hands, and when an interval was made shorter.
 */
export async function keepScheduled(db: Executor, task: string, every: Seconds): Promise<void> {
  await db.execute(sql`
    select graphile_worker.add_job(${task}, job_key => ${keyOf(task)}, max_attempts => 1)
    where not exists (
      select from graphile_worker.jobs where key = ${keyOf(task)} and case
        when locked_at is null then attempts < max_attempts and run_at <= now() + ${lasting(every)}
        else locked_at > ${ago(lostAfter)} end)`);
}
