'use server';

import { z } from 'zod';
import { reportSignIn } from '@/lib/flows/account/report-sign-in';
import { publicAction } from '@/lib/web/guards/action-guards';
import { linkSentence } from '@/lib/words/reasons';

export const reportAction = publicAction(
  { input: z.object({ token: z.string().optional() }) },
  async (ctx, { token }) => {
    const result = await reportSignIn(ctx, { token });
    return result.ok ? { status: 'done' } : { status: 'refused', message: linkSentence };
  },
);
