'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import type { AnonymousContext } from '@/lib/flows/context';
import { askEmailCode } from '@/lib/flows/sign-in/ask-email-code';
import { signInByCode } from '@/lib/flows/sign-in/sign-in-by-code';
import { codeField } from '@/lib/typed/code';
import { emailSchema } from '@/lib/typed/email';
import { thisBrowser } from '@/lib/web/cookies/device';
import { emailCodeCookie } from '@/lib/web/cookies/email-code';
import { goOn } from '@/lib/web/cookies/go-on';
import { pendingCookie } from '@/lib/web/cookies/pending';
import { publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState } from '@/lib/web/guards/action-state';

import { inField, rateLimited, refusedState } from '@/lib/web/guards/refusals';
import { emailCodePath } from '@/lib/web/request/return-to';
import { arrivalOf, completeSignIn, goOnFrom } from '@/lib/web/sign-in/arrival';

import { notACodeSentence, wrongEmailCodeSentence } from '@/lib/words/factors';
import { tooOften } from '@/lib/words/reasons';
import { sendsMail } from '@/lib/worker/sends-mail';

const asked = z.object({
  email: emailSchema,
  remember: z.literal('on').optional(),
  next: z.string().optional(),
});

/** The same answer for every address (ASVS 6.3.8): the page that asks for the code. */
export const askCodeAction = publicAction({ feature: 'emailedCodes', input: asked }, async (ctx, typed) => {
  const state = await ask(ctx, typed);
  if (state.status === 'done') return goOn(emailCodePath(typed.next));
  return state;
});

/** Sends another code, from the page that asks for one. */
export const askCodeAgainAction = publicAction({ feature: 'emailedCodes', input: asked }, ask);

async function ask(ctx: AnonymousContext, typed: z.output<typeof asked>): Promise<ActionState<undefined>> {
  if (!sendsMail())
    return { status: 'refused', message: "We can't send email from here yet. Sign in another way." };
  const [{ deviceHash }, held] = [await thisBrowser(), await emailCodeCookie.read()];
  const { email, remember } = typed;
  const result = await askEmailCode(ctx, { email, remember: remember === 'on', held, deviceHash });
  if (!result.ok) return tooOften(result.retryAfterSeconds);
  await emailCodeCookie.write(result.value);
  return { status: 'done' };
}

const given = z.object({
  code: codeField,
  next: z.string().optional(),
  device: z.string().optional(),
});

/** When the code is over, the page asks for an address again and says why. */
export const signInWithCodeAction = publicAction(
  { feature: 'emailedCodes', input: given },
  async (ctx, typed, session) => {
    const { arrival, browser } = await arrivalOf(session, typed);
    const held = await emailCodeCookie.read();
    const result = await signInByCode(ctx, { held, code: typed.code, ...arrival });
    if (result.ok) {
      await emailCodeCookie.clearIfHeld();
      await completeSignIn(browser, result.value);
      return goOnFrom({ status: 'done' }, typed.next);
    }
    if (result.pending) {
      await emailCodeCookie.clearIfHeld();
      await pendingCookie.write(result.pending);
      return goOnFrom({ status: 'done', data: { code: {} } }, typed.next);
    }
    const askForAnother = () => redirect(emailCodePath(typed.next));
    return refusedState(result, {
      ...rateLimited,
      code_over: askForAnother,
      // Never without a pending sign-in, which is kept above.
      second_factor_needed: askForAnother,
      not_a_code: inField('code', notACodeSentence('mail')),
      wrong_code: ({ triesLeft }) =>
        triesLeft === 0
          ? askForAnother()
          : inField('code', wrongEmailCodeSentence(triesLeft, 'you need another code')),
    });
  },
);
