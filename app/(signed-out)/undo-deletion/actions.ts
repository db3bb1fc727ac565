'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { restoreAccount } from '@/lib/flows/account/delete-account';
import { mailedLinkCookie } from '@/lib/web/cookies/mailed-link';
import { publicAction } from '@/lib/web/guards/action-guards';
import { linkSentence } from '@/lib/words/reasons';

export const restoreAction = publicAction(
  { input: z.object({ token: z.string().optional() }) },
  async (ctx, { token }) => {
    const result = await restoreAccount(ctx, { token });
    if (!result.ok) return { status: 'refused', message: linkSentence };
    await mailedLinkCookie.write({ about: 'account_restored', email: result.value.email });
    redirect('/sign-in');
  },
);
