'use server';

import { z } from 'zod';
import { secondFactorFeatures } from '@/lib/config/features';
import type { AnonymousContext } from '@/lib/flows/context';
import { finishSignIn } from '@/lib/flows/sign-in/finish-sign-in';
import { codeField } from '@/lib/typed/code';
import { freshBrowser } from '@/lib/web/cookies/device';
import { pendingCookie, whyPendingIsOver } from '@/lib/web/cookies/pending';
import { publicAction } from '@/lib/web/guards/action-guards';
import type { ActionState, SignInAnswer } from '@/lib/web/guards/action-state';
import { inField, rateLimited, refusedState } from '@/lib/web/guards/refusals';
import type { CurrentSession } from '@/lib/web/request/current-session';
import { arrivalOf, completeSignIn, goOnFrom } from '@/lib/web/sign-in/arrival';
import { notACodeSentence, passkeyRefusedSentence, wrongCodeSentence } from '@/lib/words/factors';

const input = z.object({
  code: codeField.or(z.literal('')).optional(),
  passkey: z.string().max(50_000, passkeyRefusedSentence).optional(),
  /** Which kind the field asked for. Either kind works; the message is about this one. */
  kind: z.enum(['app', 'recovery']).catch('app'),
  trust: z.literal('on').optional(),
  next: z.string().optional(),
  device: z.string().optional(),
});

type Input = z.output<typeof input>;

/** If it can no longer be finished, the sign-in page says why. */
export const finishAction = publicAction(
  { feature: secondFactorFeatures, input },
  async (ctx, typed, session) => {
    return goOnFrom(await attempt(ctx, typed, session), typed.next);
  },
);

/** The same without leaving the page. */
export const finishInPlaceAction = publicAction({ feature: secondFactorFeatures, input }, attempt);

async function attempt(
  ctx: AnonymousContext,
  typed: Input,
  session: CurrentSession,
): Promise<ActionState<SignInAnswer>> {
  if (!typed.code && !typed.passkey) return { status: 'invalid', fields: { code: 'Enter the code.' } };
  const { arrival, browser } = await arrivalOf(session, typed);
  const [fresh, pending] = [freshBrowser(), await pendingCookie.read()];
  const { code, passkey, trust } = typed;
  const given = { pending, code, passkey, trust: trust === 'on', trustedHash: fresh.deviceHash };
  const result = await finishSignIn(ctx, { ...arrival, ...given });
  if (result.ok) {
    await completeSignIn(result.value.trusted ? fresh : browser, result.value);
    return { status: 'done', data: { userId: result.value.userId } };
  }
  if (result.reason === 'pending_over')
    return { status: 'refused', message: await whyPendingIsOver(ctx, pending), data: { over: true } };
  const { kind } = typed;
  return refusedState(
    { ...result, reason: result.reason },
    {
      ...rateLimited,
      passkey_refused: passkeyRefusedSentence,
      not_a_code: inField('code', notACodeSentence(kind)),
      wrong_code: ({ triesLeft }) => inField('code', wrongCodeSentence(triesLeft, 'you sign in again', kind)),
    },
  );
}
