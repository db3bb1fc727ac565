'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { nameSchema } from '@/lib/account/name';
import { signUp } from '@/lib/flows/account/sign-up';
import { emailSchema } from '@/lib/typed/email';
import { mailedLinkCookie } from '@/lib/web/cookies/mailed-link';
import { publicAction } from '@/lib/web/guards/action-guards';
import { inField, rateLimited, refusedState } from '@/lib/web/guards/refusals';
import { passwordSentence } from '@/lib/words/reasons';

const input = z.object({
  name: nameSchema,
  email: emailSchema,
  password: z.string('Choose a password.').min(1, 'Choose a password.'),
});

/** The same answer for known and unknown addresses: the mail says which it is (ASVS 6.3.8). */
export const signUpAction = publicAction({ feature: 'openSignUp', input }, async (ctx, typed) => {
  const result = await signUp(ctx, typed);
  if (result.ok) {
    await mailedLinkCookie.write({
      about: 'confirm_email',
      email: typed.email,
      signUpId: result.value.signUpId,
    });
    redirect('/verify-email');
  }
  const limits = { min: ctx.policy.passwordMinLength, max: ctx.policy.passwordMaxLength };
  return refusedState(result, rateLimited, (fault) => inField('password', passwordSentence(fault, limits)));
});
