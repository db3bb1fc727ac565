/** The one way in which a job keeps other instances from doing the same at the same time. */

import { sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';

/** Any fixed numbers, each once: every instance asks for the same one, also while an older version still runs beside it. */
const locks = {
  sweep_sessions: 7_238_461,
  keep_retention: 7_238_462,
  send_factor_reset_links: 7_238_463,
} as const;

/**
 * Undefined, with nothing done, where another instance is at it. The lock goes with the transaction, so it also works behind
 * a transaction-pooling proxy, and an instance that dies leaves none behind.
 */
export async function onOneInstance<Done>(
  tx: Transaction,
  job: keyof typeof locks,
  work: () => Promise<Done>,
): Promise<Done | undefined> {
  const [lock] = await tx.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(${locks[job]}) as taken`,
  );
  return lock?.taken ? work() : undefined;
}
