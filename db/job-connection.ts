/** How jobs and commands connect: nobody waits for them, so their limits are longer than those for requests. */

import { sql } from 'drizzle-orm';
import { jobLimits, settingsOf } from '../lib/config/database-limits';
import { connect, type Database } from './client';
import { keptBy } from './doorkeeper';

/** Each transaction sets the limits again, because nothing else gets through a pooler. */
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
