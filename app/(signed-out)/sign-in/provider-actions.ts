'use server';

import { z } from 'zod';
import { providerFeatures } from '@/lib/config/features';
import { providerNames } from '@/lib/config/providers';
import { publicAction } from '@/lib/web/guards/action-guards';
import { goToProvider } from '@/lib/web/provider/authorization';

const input = z.object({
  provider: z.enum(providerNames),
  remember: z.literal('on').optional(),
  next: z.string().optional(),
  from: z.literal('sign-up').optional().catch(undefined),
  device: z.string().optional(),
});

/** The explicit act behind a sign-in that ends with a GET: sent from our own page, and remembered by this browser alone. */
export const continueWithAction = publicAction(
  { feature: providerFeatures, input },
  (ctx, { provider, remember, next, from, device }) =>
    goToProvider(ctx, provider, { next, remember: remember === 'on', signUp: from === 'sign-up', device }),
);
