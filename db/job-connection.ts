/** How jobs and commands connect, which nobody waits for: with longer limits than anyone who answers people. */

import { sql } from 'drizzle-orm';
import { jobLimits, settingsOf } from '../lib/config/database-limits';
import { connect, type Database } from './client';
import { keptBy } from './doorkeeper';

/** Each transaction sets them again, because a pooler passes on nothing else. */
export const connectForJobs = (url: string, options: { max: number; pooled: boolean }): Database =>
  keptBy(
    { enter: (work) => work(), begun: (tx) => tx.execute(limitsOfThis) },
    connect(url, { ...options, limits: jobLimits }),
  );

const limitsOfThis = sql`select ${sql.join(
  Object.entries(settingsOf(jobLimits)).map(
    ([name, milliseconds]) => sql`set_config(${name}, ${String(milliseconds)}, true)`,
  ),
  sql`, `,
)}`;
