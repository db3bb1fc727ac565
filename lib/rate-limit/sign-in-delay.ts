/** Failures in a row on one account: a few free tries, then a wait that doubles (NIST 800-63B-4 §3.2.2). */

import { eq, sql } from 'drizzle-orm';
import { lasting } from '../../db/ago';
import type { Executor } from '../../db/client';
import { signInDelays } from '../../db/schema/throttles';
import type { Policy } from '../config/policy';

export type Attempt =
  | { readonly kind: 'allowed'; readonly failuresBefore: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** Too many in a row: no password opens this account until the count is reset. */
  | { readonly kind: 'off' };

/**
 * Counts the attempt as a failure before the password is looked at; a success resets the count. One statement decides,
 * so a hundred attempts at once get no more tries than a hundred one after the other.
 */
export async function beginAttempt(db: Executor, key: string, policy: Policy): Promise<Attempt> {
  const delay = lasting(
    sql`least(${policy.longestDelay}, power(2, least(${signInDelays.failures} - ${policy.freeFailures}, 30)))`,
  );
  const [row] = await db
    .insert(signInDelays)
    .values({ key, failures: 1, openAt: sql`now()` })
    .onConflictDoUpdate({
      target: signInDelays.key,
      set: {
        failures: sql`${signInDelays.failures} + 1`,
        lastFailureAt: sql`now()`,
        openAt: sql`case when ${signInDelays.failures} + 1 <= ${policy.freeFailures} then now() else now() + ${delay} end`,
      },
      setWhere: sql`${signInDelays.openAt} <= clock_timestamp() and ${signInDelays.failures} < ${policy.failuresUntilPasswordOff}`,
    })
    .returning({ failures: signInDelays.failures });
  return row ? { kind: 'allowed', failuresBefore: row.failures - 1 } : refusal(db, key, policy);
}

async function refusal(db: Executor, key: string, policy: Policy): Promise<Attempt> {
  const [row] = await db
    .select({
      failures: signInDelays.failures,
      seconds: sql<number>`greatest(1, ceil(extract(epoch from ${signInDelays.openAt} - now())))::int`,
    })
    .from(signInDelays)
    .where(eq(signInDelays.key, key));
  if (row && row.failures >= policy.failuresUntilPasswordOff) return { kind: 'off' };
  return { kind: 'wait', seconds: row?.seconds ?? 1 };
}

/** Takes an attempt back that was never looked at: a server too busy to verify has seen no wrong password. */
export async function takeBackAttempt(db: Executor, key: string): Promise<void> {
  await db
    .update(signInDelays)
    .set({ failures: sql`${signInDelays.failures} - 1`, openAt: sql`now()` })
    .where(eq(signInDelays.key, key));
}

/** After a success, or by an operator. Returns whether there was anything to forget. */
export async function forgetFailures(db: Executor, key: string): Promise<boolean> {
  const rows = await db
    .delete(signInDelays)
    .where(eq(signInDelays.key, key))
    .returning({ key: signInDelays.key });
  return rows.length > 0;
}
