'use server';

import { z } from 'zod';
import { answerDevice, claimDevice } from '@/lib/flows/token/device-sign-in';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { inField, rateLimited, refusedState } from '@/lib/web/guards/refusals';
import { answeredElsewhereSentence, wrongCodeSentence } from '@/lib/words/apps';

export const claimDeviceAction = protectedAction(
  { feature: 'tokens', input: z.object({ code: z.string().max(64) }) },
  async (ctx, { code }) => {
    const result = await claimDevice(ctx, code);
    if (result.ok) return { status: 'done', goTo: '/device' };
    return refusedState(result, {
      wrong_code: inField('code', wrongCodeSentence),
      ...rateLimited,
    });
  },
);

type Answered = { readonly name: string; readonly allowed: boolean };

export const allowDeviceAction = protectedAction<z.ZodObject, Answered>(
  {
    feature: 'tokens',
    input: z.object({}),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'sign_in_app',
  },
  async (ctx) => {
    const result = await answerDevice(ctx, true);
    if (!result.ok) return refusedState(result, { over: answeredElsewhereSentence });
    return { status: 'done', data: { name: result.value.name, allowed: true } };
  },
);

/** No proof is asked for: saying no is always right. */
export const refuseDeviceAction = protectedAction<z.ZodObject, Answered>(
  { feature: 'tokens', input: z.object({}) },
  async (ctx) => {
    const result = await answerDevice(ctx, false);
    if (!result.ok) return refusedState(result, { over: answeredElsewhereSentence });
    return { status: 'done', data: { name: result.value.name, allowed: false } };
  },
);
