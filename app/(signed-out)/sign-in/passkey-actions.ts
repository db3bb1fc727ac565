'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { readEvidence } from '@/lib/device';
import type { AnonymousContext } from '@/lib/flows/context';
import { signInWithPasskey } from '@/lib/flows/sign-in/sign-in-with-passkey';
import { keepBrowser, thisBrowser } from '@/lib/web/cookies/device';
import { pendingCookie } from '@/lib/web/cookies/pending';
import { writeNewSession } from '@/lib/web/cookies/session-cookie';
import { publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState, SignInAnswer } from '@/lib/web/guards/action-state';
import type { CurrentSession } from '@/lib/web/request/current-session';
import { returnTo } from '@/lib/web/request/return-to';
import { passkeyRefusedSentence } from '@/lib/words/factors';
import { noCookiesSentence } from '@/lib/words/reasons';

const input = z.object({
  passkey: z.string(passkeyRefusedSentence).max(50_000, passkeyRefusedSentence),
  remember: z.literal('on').optional(),
  next: z.string().optional(),
  device: z.string().optional(),
});

type Input = z.output<typeof input>;

export const signInByPasskey = publicAction({ input }, async (ctx, typed, session) => {
  const state = await attempt(ctx, typed, session);
  if (state.status === 'done') redirect(returnTo(typed.next));
  return { ...state, data: undefined };
});

/** The same without leaving the page. */
export const signInByPasskeyInPlace = publicAction({ input }, attempt);

async function attempt(
  ctx: AnonymousContext,
  typed: Input,
  session: CurrentSession,
): Promise<ActionState<SignInAnswer>> {
  const browser = await thisBrowser();
  const result = await signInWithPasskey(ctx, {
    answer: typed.passkey,
    remember: typed.remember === 'on',
    deviceHash: browser.deviceHash,
    evidence: readEvidence(typed.device),
    carried: session.kind === 'active' ? session.ctx : undefined,
  });
  if (!result.ok)
    return { status: 'refused', message: browser.held ? passkeyRefusedSentence : noCookiesSentence };
  await keepBrowser(browser);
  await pendingCookie.clearIfHeld();
  await writeNewSession(result.value);
  return { status: 'done', data: { userId: result.value.userId } };
}
