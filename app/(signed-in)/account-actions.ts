'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import type { SignedInContext } from '@/lib/flows/context';
import {
  signOutEverywhere as signOutEverywhereFlow,
  signOut as signOutFlow,
} from '@/lib/flows/session/sign-out';
import { stepUp } from '@/lib/flows/session/step-up';
import { isProvenByEmail } from '@/lib/proof';
import { codeField } from '@/lib/typed/code';
import { thisBrowser } from '@/lib/web/cookies/device';
import { displacingCookie } from '@/lib/web/cookies/displaced';
import { emailCodeCookie } from '@/lib/web/cookies/email-code';
import { holdsNewerCookie } from '@/lib/web/cookies/newer-cookie';
import { noteProof } from '@/lib/web/cookies/proven-for';
import { clearSessionCookie, writeSessionCookie } from '@/lib/web/cookies/session-cookie';
import { clearVisitIfHeld } from '@/lib/web/cookies/support-cookie';
import { protectedAction, publicAction } from '@/lib/web/guards/action-guards';
import { inField, rateLimited, refusedState, sessionEnded } from '@/lib/web/guards/refusals';
import {
  askOwnSession,
  type CurrentSession,
  isBesideVisit,
  presentedSecretHash,
} from '@/lib/web/request/current-session';
import { returnTo } from '@/lib/web/request/return-to';
import {
  codeNeededSentence,
  emailCodeNeededSentence,
  notACodeSentence,
  passkeyRefusedSentence,
  stepUpCodeOverSentence,
  wrongCodeSentence,
  wrongEmailCodeSentence,
} from '@/lib/words/factors';
import { supersededSentence, wrongPasswordSentence } from '@/lib/words/reasons';

const nothing = z.object({});

/** Public, so that a second press, or a press on a page whose session has ended, also lands on the sign-in page. */
export const signOutAction = publicAction(
  { input: nothing, duringVisits: true },
  async (ctx, _input, judged) => {
    // Of one's own session, also while support sees somebody else's account: the visit ends with it.
    const session = isBesideVisit(judged) ? await askOwnSession() : judged;
    if (session.kind === 'active') await signOutFlow(session.ctx);
    if (!(await holdsNewerCookie(ctx, session))) await clearSessionCookie(sessionIdOf(session));
    await clearVisitIfHeld();
    redirect('/sign-in');
  },
);

const sessionIdOf = (session: CurrentSession) =>
  session.kind === 'active'
    ? session.ctx.session.id
    : session.kind === 'ended'
      ? session.sessionId
      : undefined;

export const signOutEverywhereAction = protectedAction(
  { input: nothing, stepUp: 'recent', purpose: 'sign_out_everywhere' },
  async (ctx) => {
    await signOutEverywhereFlow(ctx);
    await clearSessionCookie(ctx.session.id);
    redirect('/sign-in');
  },
);

/** The page that comes back with the answer no longer shows the note. */
export const dismissSessionLimitNoteAction = protectedAction({ input: nothing }, async () => {
  await displacingCookie.clear();
  return { status: 'done' };
});

const proof = z.object({
  password: z.string().optional(),
  code: codeField.or(z.literal('')).optional(),
  passkey: z.string().max(50_000, passkeyRefusedSentence).optional(),
  next: z.string().optional(),
});

/** One sentence if the kind of proof that this account uses is missing. */
function leftOut({ user }: SignedInContext, { code, passkey, password }: z.output<typeof proof>) {
  if (isProvenByEmail(user)) return code ? undefined : { code: emailCodeNeededSentence };
  if (user.assurance === 2) return code || passkey ? undefined : { code: codeNeededSentence };
  return password ? undefined : { password: 'Enter your password.' };
}

const mailedCode = async (typed: string) => ({
  typed,
  held: await emailCodeCookie.read(),
  deviceHash: (await thisBrowser()).deviceHash,
});

const answered = async (answer: string | undefined) =>
  answer === undefined ? undefined : { answer, deviceHash: (await thisBrowser()).deviceHash };

function wrongCode(byEmail: boolean, triesLeft: number | undefined): string {
  const cost = 'this device is signed out';
  return byEmail ? wrongEmailCodeSentence(triesLeft, cost) : wrongCodeSentence(triesLeft, cost, 'either');
}

/** In the dialog it answers in place. On the page for browsers without scripts it leads back to the page that asked. */
export const stepUpAction = protectedAction({ input: proof }, async (ctx, typed) => {
  const presented = await presentedSecretHash();
  if (!presented) return { status: 'signed_out' };
  const missing = leftOut(ctx, typed);
  if (missing) return { status: 'invalid', fields: missing };
  const byEmail = isProvenByEmail(ctx.user);
  const { password, code } = typed;
  const emailCode = byEmail ? await mailedCode(code ?? '') : undefined;
  const passkey = await answered(typed.passkey);
  const result = await stepUp(ctx, { password, code, passkey, emailCode, presented });
  if (result.ok) {
    if (byEmail) await emailCodeCookie.clearIfHeld();
    await writeSessionCookie({ secret: result.value.secret, remembered: ctx.session.remembered });
    if (typed.next !== undefined) {
      const next = returnTo(typed.next);
      await noteProof(next);
      redirect(next);
    }
    return { status: 'done' };
  }
  const codeKind = byEmail ? 'mail' : 'either';
  return refusedState(result, {
    ...sessionEnded,
    ...rateLimited,
    superseded: supersededSentence,
    passkey_refused: passkeyRefusedSentence,
    code_needed: inField('code', codeNeededSentence),
    code_over: stepUpCodeOverSentence,
    not_a_code: inField('code', notACodeSentence(codeKind)),
    wrong_code: ({ triesLeft }) => inField('code', wrongCode(byEmail, triesLeft)),
    wrong_password: ({ triesLeft }) => inField('password', wrongPasswordSentence(triesLeft)),
  });
});
