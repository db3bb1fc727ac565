'use server';

import { z } from 'zod';
import { forgotPassword } from '@/lib/flows/account/forgot-password';
import { emailSchema } from '@/lib/typed/email';
import { thisBrowser } from '@/lib/web/cookies/device';
import { publicAction } from '@/lib/web/guards/action-guards';
import { tooOften } from '@/lib/words/reasons';

/** The same answer for every address (ASVS 6.3.8). */
export const sendResetLinkAction = publicAction(
  { input: z.object({ email: emailSchema }) },
  async (ctx, { email }) => {
    const { deviceHash } = await thisBrowser();
    const result = await forgotPassword(ctx, { email, deviceHash });
    return result.ok ? { status: 'done', data: { email } } : tooOften(result.retryAfterSeconds);
  },
);
