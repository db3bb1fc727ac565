'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requestFactorReset } from '@/lib/flows/factors/reset-factors';
import { publicAction } from '@/lib/web/action-guards';
import type { ActionState } from '@/lib/web/action-state';
import { factorResetSentence, resetByOperatorSentence } from '@/lib/web/factor-reset-words';
import { tooOften } from '@/lib/web/messages';
import { heldPending } from '@/lib/web/pending-cookie';
import { readerZone } from '@/lib/web/reader';
import { signInPath } from '@/lib/web/return-to';

/** In an answer and not by another page: the pages around it keep their place. */
export const beginWait = publicAction(
  { input: z.object({ next: z.string().optional() }) },
  async (ctx, { next }): Promise<ActionState<{ told: string }>> => {
    const result = await requestFactorReset(ctx, { pending: await heldPending() });
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
