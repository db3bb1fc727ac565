'use server';

import { z } from 'zod';
import { secondFactorFeatures } from '@/lib/config/features';
import { cancelFactorResetByLink } from '@/lib/flows/factors/cancel-factor-reset';
import { publicAction } from '@/lib/web/guards/action-guards';
import { linkSentence } from '@/lib/words/reasons';

export const stopAction = publicAction(
  { feature: secondFactorFeatures, input: z.object({ token: z.string().optional() }) },
  async (ctx, { token }) => {
    const result = await cancelFactorResetByLink(ctx, { token });
    return result.ok ? { status: 'done' } : { status: 'refused', message: linkSentence };
  },
);
