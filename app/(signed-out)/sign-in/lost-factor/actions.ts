'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { secondFactorFeatures } from '@/lib/config/features';
import { requestFactorReset } from '@/lib/flows/factors/reset-factors';
import { pendingCookie } from '@/lib/web/cookies/pending';
import { browserZone } from '@/lib/web/cookies/preferences';
import { publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState } from '@/lib/web/guards/action-state';
import { rateLimited, refusedState } from '@/lib/web/guards/refusals';
import { signInPath } from '@/lib/web/request/return-to';
import { factorResetSentence, resetByOperatorSentence } from '@/lib/words/lost-factors';

/** Answers in place instead of leading to another page, so the browser's history stays as it is. */
export const beginWaitAction = publicAction(
  { feature: secondFactorFeatures, input: z.object({ next: z.string().optional() }) },
  async (ctx, { next }): Promise<ActionState<{ told: string }>> => {
    const result = await requestFactorReset(ctx, { pending: await pendingCookie.read() });
    if (result.ok) {
      // From now on, the page shows the wait first.
      refresh();
      const lifetime = ctx.policy.factorResetLinkLifetime;
      return {
        status: 'done',
        data: { told: factorResetSentence(result.value, { zone: await browserZone(), lifetime }) },
      };
    }
    return refusedState(result, {
      ...rateLimited,
      administrator: resetByOperatorSentence,
      // The sign-in page says what happened.
      pending_over: () => redirect(signInPath(next ?? null)),
    });
  },
);
