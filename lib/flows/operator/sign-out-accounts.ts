/** Break-glass: an operator signs out one person, or everyone. Takes effect with the next request, on every instance. */

import type { Transaction } from '../../../db/client';
import { findAccount, type LockedAccount, lockAccount } from '../../account/store';
import { ok, type Result, refused } from '../../result';
import { countLive, findSignedIn, type Live } from '../../session/signed-in';
import { normaliseEmail } from '../../typed/email';
import { type AnonymousContext, inTransaction } from '../context';
import { applyConsequences } from '../steps/consequences';

export type OperatorRefusal = 'not_found';

/** Returns how many sessions ended. Also where none was live: what a sign-in under way begins with is over, too. */
export async function signOutAccount(
  ctx: AnonymousContext,
  input: { email: string },
): Promise<Result<{ ended: number }, OperatorRefusal>> {
  return withAccount(ctx, input.email, async (tx, account) => {
    const { ended } = await applyConsequences(ctx, tx, { event: 'operator', account });
    return ok({ ended });
  });
}

/** What an operator does to one account: found by its address, held for the transaction. */
export async function withAccount<Value, Reason extends string>(
  ctx: AnonymousContext,
  email: string,
  deed: (tx: Transaction, account: LockedAccount) => Promise<Result<Value, Reason>>,
): Promise<Result<Value, Reason | OperatorRefusal>> {
  return inTransaction(ctx, async (tx): Promise<Result<Value, Reason | OperatorRefusal>> => {
    const found = await findAccount(tx, { email: normaliseEmail(email) });
    if (!found) return refused('not_found');
    return deed(tx, await lockAccount(tx, found.id));
  });
}

/** How many sessions of how many people would end now. */
export const countSignedIn = (ctx: AnonymousContext): Promise<Live> => countLive(ctx.db);

export type Progress = {
  /** People who were looked at so far. */
  readonly people: number;
  readonly ended: number;
  /** People who could not be signed out. Their sessions live on; run it again. */
  readonly failed: number;
};

const batchSize = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * Each person in one transaction, so that one who cannot be signed out does not keep the others in. Safe to stop anywhere
 * and to run again. Throws only when the database cannot be asked who is left.
 */
export async function signOutEveryone(
  ctx: AnonymousContext,
  report: (progress: Progress, fault?: unknown) => void = () => undefined,
): Promise<Progress> {
  let progress: Progress = { people: 0, ended: 0, failed: 0 };
  for (let after = beforeAll; ; ) {
    const ids = await findSignedIn(ctx.db, { after, batch: batchSize });
    for (const id of ids) {
      const { ended, fault } = await signOutOne(ctx, id);
      const failed = progress.failed + (fault === undefined ? 0 : 1);
      progress = { people: progress.people + 1, ended: progress.ended + ended, failed };
      report(progress, fault);
    }
    after = ids.at(-1) ?? after;
    if (ids.length < batchSize) return progress;
  }
}

async function signOutOne(ctx: AnonymousContext, id: string): Promise<{ ended: number; fault?: unknown }> {
  try {
    return await inTransaction(ctx, async (tx) => {
      const account = await lockAccount(tx, id);
      return applyConsequences(ctx, tx, { event: 'operator', account });
    });
  } catch (fault) {
    return { ended: 0, fault };
  }
}
