/** How many failures one network address may cause: by the minute, by the hour, and over how many accounts (OWASP credential stuffing). */

import { giveBack, isSpent, type LimitName, spend } from '../../rate-limit/limits';
import { type Refused, refused } from '../../result';
import type { AnonymousContext } from '../context';
import { recordLimit } from '../steps/record-limit';

const failureLimits: readonly LimitName[] = ['source_failures_minute', 'source_failures_hour'];

export type Admission = {
  /** What a success gives back: signing in is no failure. */
  readonly spent: readonly { readonly name: LimitName; readonly key: string }[];
};

/** Counts a failure in advance, before the password is looked at, so that tries at once cannot share a point. */
export async function admitSource(
  ctx: AnonymousContext,
  source: string,
  accountKey: string,
): Promise<Admission | Refused<'rate_limited'>> {
  const spent: { name: LimitName; key: string }[] = [];
  const limits = failureLimits.map((name) => ({ name, key: source }));
  const pair = { name: 'source_account_pair', key: `${source}:${accountKey}` } as const;
  // A further account counts once, and only when it was let in: trying twice must not get around the limit.
  if (!(await isSpent(ctx, pair.name, pair.key)))
    limits.push({ name: 'source_accounts_hour', key: source }, pair);
  for (const limit of limits) {
    const result = await spend(ctx, limit.name, limit.key);
    spent.push(limit);
    if (result.ok || limit === pair) continue;
    // Also the refused point: who comes while others are still being let in has failed at nothing.
    await releaseSource(ctx, { spent });
    await recordLimit(ctx, limit.name, source);
    return refused('rate_limited', result.retryAfterSeconds);
  }
  return { spent };
}

export async function releaseSource(ctx: AnonymousContext, admission: Admission): Promise<void> {
  for (const { name, key } of admission.spent) await giveBack(ctx, name, key);
}
