/** API keys whose end is near are mailed about, and those that are over get their end: in batches, safe to stop anywhere. */

import type { KeyWarning } from '../../api-key/rules';
import { endKeysThatAreOver, type KeyToWarn, takeKeysToWarn } from '../../api-key/tend';
import type { Mail } from '../../mail/kinds';
import { queueMail } from '../../mail/outbox';
import { type AnonymousContext, inTransaction } from '../context';
import { keyEnds } from '../steps/key-ends';
import { record } from '../steps/record';

const batchSize = 100;

export type Tended = { readonly ended: number; readonly told: number };

/** Ends first: nobody is warned of what is over. Safe on many instances at once. */
export async function tendKeys(ctx: AnonymousContext): Promise<Tended> {
  let [ended, told] = [0, 0];
  for (const reason of ['expired', 'operator', 'unused'] as const) ended += await endAll(ctx, reason);
  // The last one first: where both are due, one mail is enough.
  for (const warning of ['last', 'first', 'unused'] as const) told += await warnAll(ctx, warning);
  return { ended, told };
}

/** Runs batches until one comes back that isn't full. */
async function each(batch: () => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const rows = await batch();
    total += rows;
    if (rows < batchSize) return total;
  }
}

const endAll = (ctx: AnonymousContext, reason: 'expired' | 'operator' | 'unused'): Promise<number> =>
  each(() =>
    inTransaction(ctx, async (tx) => {
      const ended = await endKeysThatAreOver(tx, reason, ctx.policy, batchSize);
      await record(ctx, tx, ...keyEnds(ended));
      return ended.length;
    }),
  );

const warnAll = (ctx: AnonymousContext, warning: KeyWarning): Promise<number> =>
  each(() =>
    inTransaction(ctx, async (tx) => {
      const due = await takeKeysToWarn(tx, warning, ctx.policy, batchSize);
      for (const key of due) await queueMail(tx, mailOf(key, warning));
      return due.length;
    }),
  );

function mailOf(key: KeyToWarn, warning: KeyWarning): Mail {
  const { email: recipient, userId, name, lastFour, expiresAt } = key;
  const named = {
    ...{ key: name, lastFour, until: expiresAt.toISOString() },
    ...{ organization: key.organization ?? undefined, slug: key.slug ?? undefined },
  };
  if (warning === 'unused') return { kind: 'key_unused', recipient, userId, facts: named };
  return { kind: 'key_expiring', recipient, userId, facts: named };
}
