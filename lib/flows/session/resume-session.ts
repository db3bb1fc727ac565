/** Asks the database whether the session that a secret opens is alive; ends it there and then if its time is up. */

import { limitsOf, withOwnIdle } from '../../config/policy';
import { type EndedRow, endExpiredSession, endOverruledSession } from '../../session/end';
import type { EndReason } from '../../session/reasons';
import {
  type AskedOrganization,
  type FoundSession,
  findSeat,
  findSession,
  wasRotatedAway,
} from '../../session/store';
import { type Active, type Ended, judge } from '../../session/verdict';
import { type FoundVisit, findVisit } from '../../session/visit';
import { judgeVisit } from '../../session/visit-verdict';
import {
  type Caller,
  inTransaction,
  type PooledContext,
  type Seat,
  type SignedInContext,
  type Visit,
} from '../context';
import { callerOf, seatOf } from '../steps/caller-of';
import { record, sessionEnds } from '../steps/record';
import { tellVisits } from '../steps/tell-visits';
import { noteUse, usedFrom } from './note-session-use';

export type Resumed =
  | {
      readonly kind: 'active';
      readonly caller: Caller;
      readonly touchDue: boolean;
      /** The session was in another organization before. */
      readonly moved: boolean;
    }
  /** `support`: a visit, beside the staff member's own session. */
  | {
      readonly kind: 'ended';
      readonly sessionId: string;
      readonly reason: EndReason;
      readonly support?: true;
    }
  /** The secret was replaced by a newer one that the browser holds or is about to receive. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'none'; readonly support?: true };

export type HowToResume = {
  readonly passive?: boolean;
  /** The one that is asked for. */
  readonly organization?: AskedOrganization | undefined;
  /** The secret is that of a visit by support, begun from the session that this one opens. */
  readonly parentHash?: Buffer;
};

/**
 * One statement for a live session; more only in the request that brings a new network or browser.
 * Throws when the database cannot answer, which is never "signed out".
 */
export async function resumeSession(
  ctx: PooledContext,
  secretHash: Buffer,
  { passive = false, organization, parentHash }: HowToResume = {},
): Promise<Resumed> {
  if (parentHash) return resumeVisit(ctx, { secretHash, parentHash }, organization);
  const from = usedFrom(ctx.request);
  const found = await findSession(ctx.db, secretHash, from, organization);
  if (!found) return notFound(ctx, secretHash);
  const verdict = judge(found, limitsFor(ctx, found), found.now);
  if (verdict.kind === 'active') {
    const known = found.network === 'known' && found.browser === 'known';
    // What runs by itself is judged by where it comes from and leaves no trace: browsers name themselves differently there.
    const session = { id: found.id, userId: found.user.id };
    if (!known && !passive && !(await noteUse(ctx, session, from)))
      return judgeOnceMore(ctx, secretHash, { before: 'signed_out', organization });
    return active(found, verdict);
  }
  return found.endedAt
    ? ended(found, verdict.reason)
    : endNow(ctx, { found, verdict, secretHash, organization });
}

/** A secret that was rotated away has a living successor: its cookie must not be cleared. */
const notFound = async (ctx: PooledContext, secretHash: Buffer): Promise<Resumed> => ({
  kind: (await wasRotatedAway(ctx.db, secretHash)) ? 'superseded' : 'none',
});

/** Where a visit is used from says nothing about the person, and so nothing of it is noted. */
async function resumeVisit(
  ctx: PooledContext,
  hashes: { readonly secretHash: Buffer; readonly parentHash: Buffer },
  organization: AskedOrganization | undefined,
): Promise<Resumed> {
  const found = await findVisit(ctx.db, hashes, usedFrom(ctx.request), organization);
  if (!found) return { kind: 'none', support: true };
  const verdict = judgeVisit(found, ctx.policy);
  if (verdict.kind === 'active') return activeVisit(found, verdict);
  if (!found.endedAt) await endVisitNow(ctx, found, verdict);
  return { kind: 'ended', sessionId: found.id, reason: verdict.reason, support: true };
}

async function endVisitNow(ctx: PooledContext, found: FoundVisit, { reason }: Ended): Promise<void> {
  const session = { id: found.id, userId: found.user.id };
  await inTransaction(ctx, async (tx) => {
    const row =
      found.overruled || reason === 'support_ended'
        ? await endOverruledSession(tx, session, reason)
        : await endExpiredSession(tx, session, ctx.policy);
    if (row) await tellVisits(ctx, tx, [row.id]);
  });
}

const limitsFor = ({ policy }: PooledContext, { remembered, user, organization }: FoundSession) =>
  withOwnIdle(limitsOf(policy, { remembered, role: user.role }), organization?.rules.idle);

const active = (found: FoundSession, verdict: Active): Extract<Resumed, { kind: 'active' }> => ({
  kind: 'active',
  touchDue: verdict.touchDue,
  moved: found.organization?.landed === false,
  caller: callerOf(found, verdict),
});

function activeVisit(found: FoundVisit, verdict: Active): Resumed {
  const { staff, level, reason } = found.visit;
  const resumed = active(found, verdict);
  const support: Visit = {
    staff: { id: staff.id, name: staff.name, sessionId: staff.session.id },
    sessionId: found.id,
    level: level === 'act' ? 'act' : 'view',
    reason,
  };
  const { closed: _closed, ...caller } = resumed.caller;
  return { ...resumed, caller: { ...caller, organization: seatInVisit(found), support, asked: false } };
}

/** Nothing of the person can be proven in a visit: where an organization asks for more, or wants no support, there is no seat. */
const seatInVisit = (found: FoundSession): Seat | undefined =>
  found.organization?.supportAccess === 'never' ? undefined : seatOf(found).organization;

/** For a page whose address names no organization: the caller's seat in one, where its own rules let them in. */
export async function openSeat(ctx: SignedInContext, organizationId: string): Promise<Seat | undefined> {
  if (!('$client' in ctx.db)) throw new Error('a seat is looked up outside of transactions');
  const found = await findSeat(ctx.db, ctx.session.id, organizationId);
  if (!found) return undefined;
  return ctx.support ? seatInVisit(found) : seatOf(found).organization;
}

const ended = (found: FoundSession, reason: EndReason): Resumed => ({
  kind: 'ended',
  sessionId: found.id,
  reason,
});

type Ending = {
  readonly found: FoundSession;
  readonly verdict: Ended;
  readonly secretHash: Buffer;
  readonly organization: AskedOrganization | undefined;
};

async function endNow(
  ctx: PooledContext,
  { found, verdict, secretHash, organization }: Ending,
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
  return judgeOnceMore(ctx, secretHash, { before: verdict.reason, organization });
}

/** Someone was faster, or holds the row: a touch in another tab, another request that ended it, a deed under way. */
async function judgeOnceMore(
  ctx: PooledContext,
  secretHash: Buffer,
  { before, organization }: { before: EndReason; organization?: AskedOrganization | undefined },
): Promise<Resumed> {
  const found = await findSession(ctx.db, secretHash, usedFrom(ctx.request), organization);
  if (!found) return notFound(ctx, secretHash);
  const verdict = judge(found, limitsFor(ctx, found), found.now);
  return verdict.kind === 'active' ? active(found, verdict) : ended(found, found.endedReason ?? before);
}
