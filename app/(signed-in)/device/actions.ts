'use server';

import { z } from 'zod';
import type { SignedInContext } from '@/lib/flows/context';
import { answerDevice, claimDevice } from '@/lib/flows/token/device-sign-in';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { inField, rateLimited, refusedState } from '@/lib/web/guards/refusals';
import { answeredElsewhereSentence, wrongDeviceCodeSentence } from '@/lib/words/apps';

export const claimDeviceAction = protectedAction(
  { feature: 'tokens', input: z.object({ code: z.string().max(64) }) },
  async (ctx, { code }) => {
    const result = await claimDevice(ctx, code);
    if (result.ok) return { status: 'done', goTo: '/device' };
    return refusedState(result, { wrong_code: inField('code', wrongDeviceCodeSentence), ...rateLimited });
  },
);

/** What the page showed. */
const input = z.object({ shown: z.string().max(64) });

async function answered(ctx: SignedInContext, shown: string, approve: boolean) {
  const result = await answerDevice(ctx, { shown, approve });
  if (!result.ok) return refusedState(result, { over: answeredElsewhereSentence });
  return { status: 'done', goTo: `/device?answered=${approve ? 'yes' : 'no'}` } as const;
}

export const allowDeviceAction = protectedAction(
  {
    feature: 'tokens',
    input,
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'sign_in_app',
  },
  (ctx, { shown }) => answered(ctx, shown, true),
);

/** No proof is asked for: saying no is always right. */
export const refuseDeviceAction = protectedAction({ feature: 'tokens', input }, (ctx, { shown }) =>
  answered(ctx, shown, false),
);
