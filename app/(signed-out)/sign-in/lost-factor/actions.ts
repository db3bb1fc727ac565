'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requestFactorReset } from '@/lib/flows/factor-reset';
import { fullTimeWords } from '@/lib/time-words';
import { publicAction } from '@/lib/web/action-guards';
import type { ActionState } from '@/lib/web/action-state';
import { tooOften } from '@/lib/web/messages';
import { heldPending } from '@/lib/web/pending-cookie';
import { readerZone } from '@/lib/web/reader';

export const beginWait = publicAction(
  { input: z.object({}) },
  async (ctx): Promise<ActionState<{ until: string }>> => {
    const result = await requestFactorReset(ctx, { pending: await heldPending() });
    if (result.ok)
      return { status: 'done', data: { until: fullTimeWords(result.value.until, await readerZone()) } };
    if (result.reason === 'rate_limited') return tooOften(result.retryAfterSeconds);
    if (result.reason === 'administrator')
      return {
        status: 'refused',
        message: 'For an administrator’s account this is done by whoever runs the service. Ask them.',
      };
    // The sign-in page says what became of it.
    redirect('/sign-in');
  },
);
