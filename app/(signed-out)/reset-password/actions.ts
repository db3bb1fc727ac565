'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { acceptInvitation } from '@/lib/flows/account/accept-invitation';
import { resetPassword } from '@/lib/flows/account/reset-password';
import { keepBrowser, thisBrowser } from '@/lib/web/cookies/device';
import { mailedLinkCookie } from '@/lib/web/cookies/mailed-link';
import { publicAction } from '@/lib/web/guards/action-guards';
import { inField, refusedState } from '@/lib/web/guards/refusals';
import { linkSentence, passwordSentence } from '@/lib/words/reasons';

const input = z.object({
  token: z.string().optional(),
  password: z.string('Choose a password.').min(1, 'Choose a password.'),
});

/** Takes both kinds of link: of a reset, and of an invitation. Leads to the sign-in page: a link alone signs nobody in. */
export const setPasswordAction = publicAction({ input }, async (ctx, { token, password }) => {
  const browser = await thisBrowser();
  const chosen = { token, password, deviceHash: browser.deviceHash };
  const reset = await resetPassword(ctx, chosen);
  const isReset = reset.ok || reset.reason !== 'link_invalid';
  const result = isReset ? reset : await acceptInvitation(ctx, chosen);
  if (result.ok) {
    await keepBrowser(browser);
    const about = isReset ? 'password_set' : 'invitation_accepted';
    await mailedLinkCookie.write({ about, email: result.value.email });
    redirect('/sign-in');
  }
  const limits = { min: ctx.policy.passwordMinLength, max: ctx.policy.passwordMaxLength };
  return refusedState(result, { link_invalid: linkSentence }, (fault) =>
    inField('password', passwordSentence(fault, limits)),
  );
});
