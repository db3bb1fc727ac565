'use server';

import { z } from 'zod';
import { forgotPassword } from '@/lib/flows/account/forgot-password';
import { thisBrowser } from '@/lib/web/cookies/device';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { tooOften } from '@/lib/words/reasons';

/** A first password is chosen like a forgotten one: through a link mailed to the account's address. */
export const mailPasswordLinkAction = protectedAction(
  { input: z.object({}), limit: 'account_changes' },
  async (ctx) => {
    const { deviceHash } = await thisBrowser();
    const result = await forgotPassword(ctx, { email: ctx.user.email, deviceHash });
    return result.ok ? { status: 'done' } : tooOften(result.retryAfterSeconds);
  },
);
