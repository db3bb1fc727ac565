'use server';

import { z } from 'zod';
import { undoEmailChange } from '@/lib/flows/account/undo-email-change';
import { publicAction } from '@/lib/web/guards/action-guards';
import { linkSentence } from '@/lib/words/reasons';

export const undoAction = publicAction(
  { input: z.object({ token: z.string().optional() }) },
  async (ctx, { token }) => {
    const result = await undoEmailChange(ctx, { token });
    return result.ok ? { status: 'done' } : { status: 'refused', message: linkSentence };
  },
);
