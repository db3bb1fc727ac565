/** The person answers what support asks, and can take the answer back while nobody has used it. */

import type { SupportLevel } from '../../config/support';
import { ok, type Result, refused } from '../../result';
import { grantAsk, openGrants, refuseAsk, withdrawGrant } from '../../support/store';
import { actor, inTransaction, type SignedInContext } from '../context';
import { record } from '../steps/record';

type Answered = Result<void, 'not_found'>;

/** Somebody else's question and one that is over are the same: not found, nothing changed. */
export const allowSupport = (
  ctx: SignedInContext,
  { grantId, level }: { readonly grantId: string; readonly level: SupportLevel },
): Promise<Answered> =>
  inTransaction(ctx, async (tx) => {
    const of = { id: grantId, userId: ctx.user.id };
    const granted = await grantAsk(tx, of, level, ctx.policy.supportConsentLifetime);
    if (!granted) return refused('not_found');
    await record(ctx, tx, {
      event: 'support_granted',
      outcome: 'success',
      ...actor(ctx),
      reason: level,
      data: { why: granted.reason },
    });
    return ok(undefined);
  });

export const refuseSupport = (
  ctx: SignedInContext,
  { grantId }: { readonly grantId: string },
): Promise<Answered> =>
  inTransaction(ctx, async (tx) => {
    const refusal = await refuseAsk(tx, { id: grantId, userId: ctx.user.id });
    if (!refusal) return refused('not_found');
    await record(ctx, tx, {
      event: 'support_refused',
      outcome: 'success',
      ...actor(ctx),
      data: { why: refusal.reason },
    });
    return ok(undefined);
  });

/** What has begun is ended, not withdrawn. */
export const withdrawSupport = (
  ctx: SignedInContext,
  { grantId }: { readonly grantId: string },
): Promise<Answered> =>
  inTransaction(ctx, async (tx) => {
    if (!(await withdrawGrant(tx, { id: grantId, userId: ctx.user.id }))) return refused('not_found');
    await record(ctx, tx, { event: 'support_withdrawn', outcome: 'success', ...actor(ctx) });
    return ok(undefined);
  });

/** What the person is asked now. */
export const openAsks = async (ctx: SignedInContext) =>
  (await openGrants(ctx.db, ctx.user.id)).filter(({ answered }) => !answered);
