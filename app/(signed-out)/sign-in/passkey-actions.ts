'use server';

import { z } from 'zod';
import type { AnonymousContext } from '@/lib/flows/context';
import { signInWithPasskey } from '@/lib/flows/sign-in/sign-in-with-passkey';
import { publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState, SignInAnswer } from '@/lib/web/guards/action-state';
import type { CurrentSession } from '@/lib/web/request/current-session';
import { arrivalOf, completeSignIn, goOnFrom } from '@/lib/web/sign-in/arrival';
import { passkeyRefusedSentence } from '@/lib/words/factors';
import { noCookiesSentence } from '@/lib/words/reasons';

const input = z.object({
  passkey: z.string(passkeyRefusedSentence).max(50_000, passkeyRefusedSentence),
  remember: z.literal('on').optional(),
  next: z.string().optional(),
  device: z.string().optional(),
});

type Input = z.output<typeof input>;

export const signInByPasskeyAction = publicAction(
  { feature: 'passkeys', input },
  async (ctx, typed, session) => {
    return goOnFrom(await attempt(ctx, typed, session), typed.next);
  },
);

/** The same without leaving the page. */
export const signInByPasskeyInPlaceAction = publicAction({ feature: 'passkeys', input }, attempt);

async function attempt(
  ctx: AnonymousContext,
  typed: Input,
  session: CurrentSession,
): Promise<ActionState<SignInAnswer>> {
  const { arrival, browser } = await arrivalOf(session, typed);
  const result = await signInWithPasskey(ctx, { answer: typed.passkey, ...arrival });
  if (!result.ok)
    return { status: 'refused', message: browser.held ? passkeyRefusedSentence : noCookiesSentence };
  await completeSignIn(browser, result.value);
  return { status: 'done', data: { userId: result.value.userId } };
}
