'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { confirmNewEmail } from '@/lib/flows/account/change-email';
import { confirmEmail } from '@/lib/flows/account/confirm-email';
import { resendConfirmation } from '@/lib/flows/account/forgot-password';
import { keepBrowser, thisBrowser } from '@/lib/web/cookies/device';
import { mailedLinkCookie } from '@/lib/web/cookies/mailed-link';
import { writeSessionCookie } from '@/lib/web/cookies/session-cookie';
import { publicAction } from '@/lib/web/guards/action-guards';
import { presentedSecretHash } from '@/lib/web/request/current-session';
import { linkSentence } from '@/lib/words/reasons';

const input = z.object({ token: z.string().optional() });

/** Confirms both kinds of link: a new account's and a new address's. */
export const confirmAction = publicAction({ input }, async (ctx, { token }, session) => {
  const browser = await thisBrowser();
  const { deviceHash } = browser;
  const confirmed = await confirmEmail(ctx, { token, deviceHash });
  if (confirmed.ok) {
    await keepBrowser(browser);
    await mailedLinkCookie.write({ about: 'email_confirmed', email: confirmed.value.email });
    redirect('/sign-in');
  }
  const presented = await presentedSecretHash();
  const here = session.kind === 'active' && presented ? { ...session.ctx, presented } : undefined;
  const changed = await confirmNewEmail(ctx, { token, here, deviceHash });
  if (!changed.ok) return { status: 'refused', message: linkSentence };
  const { secret, email } = changed.value;
  if (secret && here) {
    await writeSessionCookie({ secret, remembered: here.session.remembered });
    redirect('/settings/profile');
  }
  await mailedLinkCookie.write({ about: 'email_changed', email });
  redirect('/sign-in');
});

/** For the sign-up that this browser has just made; the sealed cookie names it. */
export const resendAction = publicAction({ feature: 'openSignUp', input: z.object({}) }, async (ctx) => {
  const mailed = await mailedLinkCookie.read();
  if (!mailed?.signUpId) {
    return { status: 'refused', message: "That was a while ago. Sign up again, and we'll send a new link." };
  }
  await resendConfirmation(ctx, { email: mailed.email, signUpId: mailed.signUpId });
  return { status: 'done' };
});
