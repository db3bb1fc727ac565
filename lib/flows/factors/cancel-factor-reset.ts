/** Stopping the slow way back: by a mailed link, in Settings, by proof that nothing is lost, or because something happened to the account. */

import { lockAccount } from '../../account/store';
import { findOpenReset, type OpenReset } from '../../factor-reset/store';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, inTransaction, type SignedInContext } from '../context';
import type { LinkRefusal } from '../steps/follow-link';
import { followLink } from '../steps/follow-link';
import { cancelAndTell } from '../steps/stop-factor-reset';

/** No sign-in needed: stopping it takes nothing from anyone. */
export async function cancelFactorResetByLink(
  ctx: AnonymousContext,
  input: { token: unknown },
): Promise<Result<void, LinkRefusal>> {
  return inTransaction(ctx, async (tx): Promise<Result<void, LinkRefusal>> => {
    const of = { token: input.token, purpose: 'cancel_factor_reset' } as const;
    const followed = await followLink(ctx, tx, of, () => true);
    if (!followed) return refused('link_invalid');
    const done = await cancelAndTell(ctx, tx, followed.account.id, 'cancelled_by_link');
    return done ? ok(undefined) : refused('link_invalid');
  });
}

/** From Settings. Without fresh proof: stopping it is always safe. */
export async function cancelFactorResetHere(ctx: SignedInContext): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // As anyone who finishes it does: the person first.
    await lockAccount(tx, ctx.user.id);
    await cancelAndTell(ctx, tx, ctx.user.id, 'cancelled');
  });
}

/** Undefined where none is under way; asked only of accounts that have a second factor. */
export async function openFactorReset(ctx: SignedInContext): Promise<OpenReset | undefined> {
  if (ctx.user.assurance !== 2) return undefined;
  return findOpenReset(ctx.db, ctx.user.id, ctx.policy);
}
