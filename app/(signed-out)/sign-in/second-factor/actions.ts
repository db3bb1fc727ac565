'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { readEvidence } from '@/lib/device';
import type { AnonymousContext } from '@/lib/flows/context';
import { finishSignIn } from '@/lib/flows/sign-in/finish-sign-in';
import { codeField } from '@/lib/typed/code';
import { freshBrowser, keepBrowser, thisBrowser } from '@/lib/web/cookies/device';
import { pendingCookie, whyPendingIsOver } from '@/lib/web/cookies/pending';
import { writeNewSession } from '@/lib/web/cookies/session-cookie';
import { publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState, SignInAnswer } from '@/lib/web/guards/action-state';
import type { CurrentSession } from '@/lib/web/request/current-session';
import { returnTo, signInPath } from '@/lib/web/request/return-to';
import { notACodeSentence, passkeyRefusedSentence, wrongCodeSentence } from '@/lib/words/factors';
import { tooOften } from '@/lib/words/reasons';

const input = z.object({
  code: codeField.or(z.literal('')).optional(),
  passkey: z.string().max(50_000, passkeyRefusedSentence).optional(),
  /** Which kind the field asked for. Either is taken; the answer is about this one. */
  kind: z.enum(['app', 'recovery']).catch('app'),
  trust: z.literal('on').optional(),
  next: z.string().optional(),
  device: z.string().optional(),
});

type Input = z.output<typeof input>;

/** Where it cannot be finished any more, the sign-in page says why. */
export const finish = publicAction({ input }, async (ctx, typed, session) => {
  const state = await attempt(ctx, typed, session);
  if (state.data?.over) redirect(signInPath(typed.next ?? null));
  if (state.status === 'done') redirect(returnTo(typed.next));
  return { ...state, data: undefined };
});

/** The same without leaving the page. */
export const finishInPlace = publicAction({ input }, attempt);

async function attempt(
  ctx: AnonymousContext,
  typed: Input,
  session: CurrentSession,
): Promise<ActionState<SignInAnswer>> {
  if (!typed.code && !typed.passkey) return { status: 'invalid', fields: { code: 'Enter the code.' } };
  const [browser, fresh, pending] = [await thisBrowser(), freshBrowser(), await pendingCookie.read()];
  const result = await finishSignIn(ctx, {
    pending,
    code: typed.code,
    passkey: typed.passkey,
    trust: typed.trust === 'on',
    evidence: readEvidence(typed.device),
    carried: session.kind === 'active' ? session.ctx : undefined,
    device: { held: browser.deviceHash, fresh: fresh.deviceHash },
  });
  if (result.ok) {
    await keepBrowser(result.value.trusted ? fresh : browser);
    await pendingCookie.clearIfHeld();
    await writeNewSession(result.value);
    return { status: 'done', data: { userId: result.value.userId } };
  }
  if (result.reason === 'rate_limited') return tooOften(result.retryAfterSeconds);
  if (result.reason === 'passkey_refused') return { status: 'refused', message: passkeyRefusedSentence };
  if (result.reason === 'not_a_code')
    return { status: 'invalid', fields: { code: notACodeSentence(typed.kind) } };
  if (result.reason === 'wrong_code') {
    const again = wrongCodeSentence(result.triesLeft, 'you sign in again', typed.kind);
    return { status: 'invalid', fields: { code: again } };
  }
  return { status: 'refused', message: await whyPendingIsOver(ctx, pending), data: { over: true } };
}
