'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requestFactorReset } from '@/lib/flows/factors/reset-factors';
import { pendingCookie } from '@/lib/web/cookies/pending';
import { readerZone } from '@/lib/web/cookies/preferences';
import { publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState } from '@/lib/web/guards/action-state';
import { signInPath } from '@/lib/web/request/return-to';
import { factorResetSentence, resetByOperatorSentence } from '@/lib/words/lost-factors';
import { tooOften } from '@/lib/words/reasons';

/** In an answer and not by another page: the pages around it keep their place. */
export const beginWait = publicAction(
  { input: z.object({ next: z.string().optional() }) },
  async (ctx, { next }): Promise<ActionState<{ told: string }>> => {
    const result = await requestFactorReset(ctx, { pending: await pendingCookie.read() });
    if (result.ok) {
      // The page leads with the wait from now on.
      refresh();
      const lifetime = ctx.policy.factorResetLinkLifetime;
      return {
        status: 'done',
        data: { told: factorResetSentence(result.value, { zone: await readerZone(), lifetime }) },
      };
    }
    if (result.reason === 'rate_limited') return tooOften(result.retryAfterSeconds);
    if (result.reason === 'administrator') return { status: 'refused', message: resetByOperatorSentence };
    // The sign-in page says what became of it.
    redirect(signInPath(next ?? null));
  },
);
