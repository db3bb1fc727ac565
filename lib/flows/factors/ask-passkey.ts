/** Asking a passkey: to sign in, after the first factor, to prove again who is there, or to make a new one. */

import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { sourceOf } from '../../address';
import { askForNewPasskey, askForPasskey } from '../../passkey/ask';
import type { ChallengeFor } from '../../passkey/challenge';
import { spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { type AnonymousContext, needsProof, type SignedInContext } from '../context';
import {
  type AskingBrowser,
  askedAfterFirstFactor,
  askedInSession,
  askedToSignIn,
} from '../steps/asked-passkey';
import { lookUpPending } from '../steps/pending-sign-in';

type Question = PublicKeyCredentialRequestOptionsJSON;

/** The same for everyone: nobody is known yet (ASVS 6.3.8). */
export async function askToSignIn(
  ctx: AnonymousContext,
  browser: AskingBrowser,
): Promise<Result<Question, 'rate_limited'>> {
  return ask(ctx, askedToSignIn(browser));
}

export async function askAfterFirstFactor(
  ctx: AnonymousContext,
  { pending, deviceHash }: AskingBrowser & { readonly pending: unknown },
): Promise<Result<Question, 'pending_over' | 'rate_limited'>> {
  const found = await lookUpPending(ctx, pending);
  if (found.kind === 'over') return refused('pending_over');
  return ask(ctx, askedAfterFirstFactor(found.pending, { deviceHash }));
}

export const askToStepUp = (
  ctx: SignedInContext,
  browser: AskingBrowser,
): Promise<Result<Question, 'rate_limited'>> => ask(ctx, askedInSession(ctx, 'step_up', browser));

/** Only with fresh proof: the answer becomes a way in (NIST 800-63B-4 §4.1.2.1). */
export async function askForNew(
  ctx: SignedInContext,
  browser: AskingBrowser,
): Promise<Result<PublicKeyCredentialCreationOptionsJSON, 'proof_needed' | 'rate_limited'>> {
  if (needsProof(ctx, 'recent')) return refused('proof_needed');
  const limited = await overLimit(ctx);
  if (limited) return limited;
  const asked = askedInSession(ctx, 'add', browser);
  return ok(await askForNewPasskey(ctx.db, asked, ctx.user, ctx.policy.passkeyChallengeLifetime));
}

async function ask(ctx: AnonymousContext, asked: ChallengeFor): Promise<Result<Question, 'rate_limited'>> {
  const limited = await overLimit(ctx);
  return limited ?? ok(await askForPasskey(ctx.db, asked, ctx.policy.passkeyChallengeLifetime));
}

/** Each question is a row: nobody may fill the table. */
async function overLimit(ctx: AnonymousContext) {
  const spent = await spend(ctx, 'passkey_challenge', sourceOf(ctx.request?.ip));
  return spent.ok ? undefined : refused('rate_limited', spent.retryAfterSeconds);
}
