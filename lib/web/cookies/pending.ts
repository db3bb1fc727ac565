/** What a browser holds between its password and its code. It opens nothing: only the page that asks for the code reads it. */

import 'server-only';
import { headers } from 'next/headers';
import { env } from '../../config/env';
import { isStaff } from '../../config/policy';
import type { AnonymousContext } from '../../flows/context';
import { factorResetState, type ResetState } from '../../flows/factors/reset-factors';
import { lookUpPending, waysToFinish, whyAsked } from '../../flows/steps/pending-sign-in';
import type { FoundPending } from '../../second-factor/pending';
import { durationWords, minutes } from '../../time';
import { missingTrustSentence, pendingOverSentence } from '../../words/factors';
import type { CodeQuestion } from '../guards/action-state';
import { isStoreFault } from '../guards/store-fault';
import { anonymousContext } from '../request/request-info';
import { plainCookie } from './cookie';
import { thisBrowser } from './device';

/** Outlives the sign-in itself for a while, so that the sign-in page can say what happened. */
export const pendingCookie = plainCookie(
  'pending-sign-in',
  () => env().policy.pendingSignInLifetime + minutes(10),
);

/** Undefined for a browser that holds none. */
async function pendingHere(): Promise<FoundPending | undefined> {
  const held = await pendingCookie.read();
  return held === undefined ? undefined : lookUpPending(anonymousContext(await headers()), held);
}

/**
 * Undefined if no sign-in waits for its code. While the database is down the form still shows, and sending it says to try again
 * later.
 */
export async function codeQuestion(): Promise<CodeQuestion | undefined> {
  try {
    const held = await pendingCookie.read();
    return await questionOf(anonymousContext(await headers()), held);
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return {};
  }
}

export async function questionOf(
  ctx: AnonymousContext,
  held: string | undefined,
): Promise<CodeQuestion | undefined> {
  const found = await lookUpPending(ctx, held);
  if (found.kind !== 'waiting') return undefined;
  const { deviceHash } = await thisBrowser();
  const [trust, ways] = await Promise.all([
    whyAsked(ctx, found.pending, deviceHash),
    waysToFinish(ctx, found.pending),
  ]);
  const why = trust === 'none' ? undefined : missingTrustSentence(trust);
  const trustFor = durationWords(ctx.policy.trustedDeviceLifetime);
  const asked = { ...ways, why };
  return isStaff(found.pending.role) ? asked : { ...asked, trustFor };
}

/** For the page about lost factors. While the database is down the form still shows, and sending it says to try again later. */
export async function lostFactorQuestion(): Promise<ResetState> {
  try {
    return await factorResetState(anonymousContext(await headers()), { pending: await pendingCookie.read() });
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return { kind: 'none' };
  }
}

/** For the sign-in page: why the code is no longer asked for. Undefined if nothing is over. */
export async function pendingNote(): Promise<string | undefined> {
  const found = await pendingHere();
  return found?.kind === 'over' ? pendingOverWords(found.why) : undefined;
}

/** For a person whose code came too late. */
export async function whyPendingIsOver(ctx: AnonymousContext, held: unknown): Promise<string> {
  const found = await lookUpPending(ctx, held);
  return pendingOverWords(found.kind === 'over' ? found.why : 'unknown');
}

const pendingOverWords = (why: Extract<FoundPending, { kind: 'over' }>['why']): string =>
  pendingOverSentence(why, durationWords(env().policy.pendingSignInLifetime));
