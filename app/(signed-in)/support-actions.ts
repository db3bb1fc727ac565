'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { supportLevels } from '@/lib/config/support';
import { allowSupport, refuseSupport, withdrawSupport } from '@/lib/flows/support/answer-ask';
import { endSupportVisit, stopVisit } from '@/lib/flows/support/end-visit';
import type { Result } from '@/lib/result';
import { dropVisit } from '@/lib/web/cookies/support-cookie';
import { postedWithoutScripts, protectedAction, publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState } from '@/lib/web/guards/action-state';
import { isVisit } from '@/lib/web/guards/bar-support';

const grant = z.object({ grantId: z.uuid('This is not a request.') });

const over = "This is over: it was answered, used or taken back, or its time is up. There's nothing to do.";

function answered(result: Result<void, 'not_found'>): ActionState<undefined> {
  if (!result.ok) return { status: 'refused', message: over };
  refresh();
  return { status: 'done' };
}

/** Lets somebody else into the account, so it asks for recent proof. */
export const allowSupportAction = protectedAction(
  {
    feature: 'supportAccess',
    input: grant.extend({ level: z.enum(supportLevels) }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'allow_support',
    once: 'allow_support',
  },
  async (ctx, typed) => answered(await allowSupport(ctx, typed)),
);

/** Saying no, taking back and ending are always safe: they ask for no proof. */
export const refuseSupportAction = protectedAction(
  { feature: 'supportAccess', input: grant, limit: 'session_management', once: 'refuse_support' },
  async (ctx, typed) => answered(await refuseSupport(ctx, typed)),
);

export const withdrawSupportAction = protectedAction(
  { feature: 'supportAccess', input: grant, limit: 'session_management', once: 'withdraw_support' },
  async (ctx, typed) => answered(await withdrawSupport(ctx, typed)),
);

export const endVisitAction = protectedAction(
  {
    feature: 'supportAccess',
    input: z.object({ sessionId: z.uuid('This is not a session.') }),
    limit: 'session_management',
    once: 'end_visit',
  },
  async (ctx, typed) => answered(await endSupportVisit(ctx, typed)),
);

/** Public, so that a second press, or a press after the visit ended, also leads back. */
export const stopVisitAction = publicAction(
  { feature: 'supportAccess', input: z.object({}), duringVisits: true },
  async (_ctx, _input, session) => {
    const visit = session.kind === 'active' && isVisit(session.ctx) ? session.ctx : undefined;
    if (visit) await stopVisit(visit);
    const plain = await postedWithoutScripts();
    await dropVisit({ inPlace: !plain });
    const back = visit ? `/admin/people/${visit.user.id}` : '/admin';
    // The page is somebody else's: the browser loads the next one by itself, so that nothing of it is left.
    if (plain) redirect(back);
    return { status: 'done', leaveFor: back };
  },
);
