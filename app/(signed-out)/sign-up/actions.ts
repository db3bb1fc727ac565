'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { emailSchema } from '@/lib/account/email';
import { readEvidence } from '@/lib/device';
import { signUp as signUpFlow } from '@/lib/flows/sign-up';
import { publicAction } from '@/lib/web/action-guards';
import { emailTakenSentence, passwordSentence, waitSentence } from '@/lib/web/messages';
import { defaultPage } from '@/lib/web/return-to';
import { writeNewSession } from '@/lib/web/write-session';

const input = z.object({
  name: z
    .string('Enter your name.')
    .trim()
    .min(1, 'Enter your name.')
    .max(100, 'Use at most 100 characters.')
    .regex(/^\P{Cc}*$/u, 'Leave out line breaks and control characters.'),
  email: emailSchema,
  password: z.string('Choose a password.').min(1, 'Choose a password.'),
  device: z.string().optional(),
});

export const signUp = publicAction({ input }, async (ctx, typed, session) => {
  const { device, ...account } = typed;
  const carried = session.kind === 'active' ? session.ctx : undefined;
  const result = await signUpFlow(ctx, { ...account, evidence: readEvidence(device), carried });
  if (result.ok) {
    await writeNewSession(result.value);
    redirect(defaultPage);
  }
  switch (result.reason) {
    case 'rate_limited': {
      const seconds = result.retryAfterSeconds ?? 1;
      return { status: 'refused', message: waitSentence(seconds), retryAfterSeconds: seconds };
    }
    case 'email_taken':
      return {
        status: 'invalid',
        fields: { email: emailTakenSentence },
      };
    default: {
      const limits = { min: ctx.policy.passwordMinLength, max: ctx.policy.passwordMaxLength };
      return { status: 'invalid', fields: { password: passwordSentence(result.reason, limits) } };
    }
  }
});
