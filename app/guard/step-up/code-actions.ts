'use server';

import { z } from 'zod';
import { askStepUpCode } from '@/lib/flows/sign-in/ask-email-code';
import { emailCodeCookie } from '@/lib/web/cookies/email-code';
import { postedWithoutScripts, protectedAction } from '@/lib/web/guards/action-guards';
import { sendsMail } from '@/lib/worker/sends-mail';

/** Mails a code to the account's address, for this session in this browser. The page behind the question stays as it is. */
export const sendStepUpCodeAction = protectedAction(
  { input: z.object({}), limit: 'step_up_codes' },
  async (ctx) => {
    if (!sendsMail())
      return { status: 'refused', message: "We can't send email from here yet. Try again later." };
    const asked = await askStepUpCode(ctx);
    if (!asked.ok)
      return {
        status: 'refused',
        message: "Your account has another way to confirm it's you. Reload the page.",
      };
    await emailCodeCookie.write(asked.value, { inPlace: !(await postedWithoutScripts()) });
    return { status: 'done' };
  },
);
