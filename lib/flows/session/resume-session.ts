/** Asks the database whether the session that a secret opens is alive; ends it there and then if its time is up. */

import { limitsOf } from '../../config/policy';
import { type EndedRow, endExpiredSession, endOverruledSession } from '../../session/end';
import type { EndReason } from '../../session/reasons';
import { type FoundSession, findSession, wasRotatedAway } from '../../session/store';
import { type Active, type Ended, judge } from '../../session/verdict';
import { type Caller, inTransaction, type PooledContext } from '../context';
import { record, sessionEnds } from '../steps/record';
import { noteUse, usedFrom } from './note-session-use';

export type Resumed =
  | { readonly kind: 'active'; readonly caller: Caller; readonly touchDue: boolean }
  | { readonly kind: 'ended'; readonly sessionId: string; readonly reason: EndReason }
  /** The secret was replaced by a newer one that the browser holds or is about to receive. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'none' };

/**
 * One statement for a live session; more only in the request that brings a new network or browser.
 * Throws when the database cannot answer, which is never "signed out".
 */
export async function resumeSession(
  ctx: PooledContext,
  secretHash: Buffer,
  { passive = false }: { readonly passive?: boolean } = {},
): Promise<Resumed> {
  const from = usedFrom(ctx.request);
  const found = await findSession(ctx.db, secretHash, from);
  if (!found) return notFound(ctx, secretHash);
  const verdict = judge(found, limitsFor(ctx, found), found.now);
  if (verdict.kind === 'active') {
    const known = found.network === 'known' && found.browser === 'known';
    // What runs by itself is judged by where it comes from and leaves no trace: browsers name themselves differently there.
    const session = { id: found.id, userId: found.user.id };
    if (!known && !passive && !(await noteUse(ctx, session, from)))
      return judgeOnceMore(ctx, secretHash, 'signed_out');
    return active(found, verdict);
  }
  return found.endedAt ? ended(found, verdict.reason) : endNow(ctx, found, verdict, secretHash);
}

/** A secret that was rotated away has a living successor: its cookie must not be cleared. */
const notFound = async (ctx: PooledContext, secretHash: Buffer): Promise<Resumed> => ({
  kind: (await wasRotatedAway(ctx.db, secretHash)) ? 'superseded' : 'none',
});

const limitsFor = ({ policy }: PooledContext, { remembered, user }: FoundSession) =>
  limitsOf(policy, { remembered, role: user.role });

function active(found: FoundSession, verdict: Active): Resumed {
  const { kind: _kind, touchDue, ...left } = verdict;
  return {
    kind: 'active',
    touchDue,
    caller: {
      user: found.user,
      session: {
        id: found.id,
        remembered: found.remembered,
        ...left,
      },
      now: found.now,
    },
  };
}

const ended = (found: FoundSession, reason: EndReason): Resumed => ({
  kind: 'ended',
  sessionId: found.id,
  reason,
});

async function endNow(
  ctx: PooledContext,
  found: FoundSession,
  verdict: Ended,
  secretHash: Buffer,
): Promise<Resumed> {
  const session = { id: found.id, userId: found.user.id };
  const row = await inTransaction(ctx, async (tx): Promise<EndedRow | undefined> => {
    const changed = found.overruled
      ? await endOverruledSession(tx, session, verdict.reason)
      : await endExpiredSession(tx, session, ctx.policy);
    if (changed) await record(ctx, tx, ...sessionEnds([changed]));
    return changed;
  });
  if (row) return ended(found, row.reason);
  return judgeOnceMore(ctx, secretHash, verdict.reason);
}

/** Someone was faster, or holds the row: a touch in another tab, another request that ended it, a deed under way. */
async function judgeOnceMore(ctx: PooledContext, secretHash: Buffer, before: EndReason): Promise<Resumed> {
  const found = await findSession(ctx.db, secretHash, usedFrom(ctx.request));
  if (!found) return notFound(ctx, secretHash);
  const verdict = judge(found, limitsFor(ctx, found), found.now);
  return verdict.kind === 'active' ? active(found, verdict) : ended(found, found.endedReason ?? before);
}
