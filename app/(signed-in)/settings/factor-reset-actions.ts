'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { secondFactorFeatures } from '@/lib/config/features';
import { cancelFactorResetHere } from '@/lib/flows/factors/cancel-factor-reset';
import { protectedAction } from '@/lib/web/guards/action-guards';

/** Asks for no fresh proof: stopping a reset is always safe. */
export const keepFactorsAction = protectedAction(
  { feature: secondFactorFeatures, input: z.object({}), limit: 'session_management' },
  async (ctx) => {
    await cancelFactorResetHere(ctx);
    refresh();
    return { status: 'done' };
  },
);
