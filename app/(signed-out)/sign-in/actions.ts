'use server';

import { z } from 'zod';
import type { AnonymousContext } from '@/lib/flows/context';
import { signIn } from '@/lib/flows/sign-in/sign-in';
import { emailSchema } from '@/lib/typed/email';
import { pendingCookie, questionOf } from '@/lib/web/cookies/pending';
import { publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState, SignInAnswer } from '@/lib/web/guards/action-state';
import { rateLimited, refusedState } from '@/lib/web/guards/refusals';
import type { CurrentSession } from '@/lib/web/request/current-session';

import { arrivalOf, completeSignIn, goOnFrom } from '@/lib/web/sign-in/arrival';

const input = z.object({
  email: emailSchema,
  password: z.string('Enter your password.').min(1, 'Enter your password.'),
  remember: z.literal('on').optional(),
  next: z.string().optional(),
  device: z.string().optional(),
});

type Input = z.output<typeof input>;

export const signInAction = publicAction({ input }, async (ctx, typed, session) => {
  return goOnFrom(await attempt(ctx, typed, session, {}), typed.next);
});

/**
 * The same without leaving the page, for the lock sheet and the warning before the absolute limit. Rendered again without a
 * session, the page would become the sign-in page.
 */
export const signInInPlaceAction = publicAction({ input }, (ctx, typed, session) =>
  attempt(ctx, typed, session, { inPlace: true }),
);

async function attempt(
  ctx: AnonymousContext,
  typed: Input,
  session: CurrentSession,
  how: { readonly inPlace?: boolean },
): Promise<ActionState<SignInAnswer>> {
  const { arrival, browser } = await arrivalOf(session, typed);
  const { email, password } = typed;
  const result = await signIn(ctx, { email, password, ...arrival });
  if (result.ok) {
    await completeSignIn(browser, result.value);
    return { status: 'done', data: { userId: result.value.userId, sessionId: result.value.sessionId } };
  }
  if (result.pending) {
    await pendingCookie.write(result.pending, how);
    return { status: 'done', data: { code: (await questionOf(ctx, result.pending)) ?? {} } };
  }
  return refusedState(result, {
    ...rateLimited,
    invalid_credentials: wrongCredentials,
    // Never without a pending sign-in, which is kept above.
    second_factor_needed: wrongCredentials,
  });
}

const wrongCredentials =
  "This email and password do not match an account. Check both and try again. If you've just signed up, follow the link in your email first.";
