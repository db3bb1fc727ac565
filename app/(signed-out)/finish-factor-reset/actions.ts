'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { secondFactorFeatures } from '@/lib/config/features';
import { finishFactorReset } from '@/lib/flows/factors/reset-factors';
import { mailedLinkCookie } from '@/lib/web/cookies/mailed-link';
import { publicAction } from '@/lib/web/guards/action-guards';
import { linkSentence } from '@/lib/words/reasons';

export const removeFactorsAction = publicAction(
  { feature: secondFactorFeatures, input: z.object({ token: z.string().optional() }) },
  async (ctx, { token }) => {
    const result = await finishFactorReset(ctx, { token });
    if (!result.ok) return { status: 'refused', message: linkSentence };
    await mailedLinkCookie.write({ about: 'factors_reset', email: result.value.email });
    redirect('/sign-in');
  },
);
