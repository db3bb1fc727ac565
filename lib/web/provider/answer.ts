/**
 * What a browser brings back from a provider. The protocol uses GET, yet it begins a session: the explicit act (ASVS 7.6.2) was
 * the form that this very browser sent minutes ago, and the sealed request it has kept since then proves it. Without that, or
 * with anybody else's answer, nothing happens. Any failure is explained on our own page.
 */

import 'server-only';
import type { NextRequest } from 'next/server';
import { env } from '../../config/env';
import { isOn } from '../../config/features';
import { isProviderName, type ProviderName } from '../../config/providers';
import type { AnonymousContext } from '../../flows/context';
import { linkIdentity } from '../../flows/factors/link-identity';
import { claimFromAnswer, waitsFrom } from '../../flows/sign-in/authorization-request';
import { signInWith } from '../../flows/sign-in/sign-in-with-provider';
import type { Claim } from '../../identity/claim';
import { bareFault, faultFields, log } from '../../observe/log';
import { type ProviderWord, wordForLink } from '../../words/providers';
import { thisBrowser } from '../cookies/device';
import { pendingCookie } from '../cookies/pending';
import { writeSessionCookie } from '../cookies/session-cookie';
import { isStoreFault } from '../guards/store-fault';
import { askOwnSession, askSession, presentedSecretHash } from '../request/current-session';
import { returnTo, secondFactorPath, signInPath } from '../request/return-to';
import { arrivalOf, completeSignIn } from '../sign-in/arrival';
import {
  callbackAddress,
  clearAuthorization,
  type HeldAuthorization,
  heldAuthorization,
} from './authorization';
import { providerNoteCookie, waitingLinkCookie } from './note';

export const connectedAccountsPath = '/settings/security';

export async function providerAnswer(ctx: AnonymousContext, request: NextRequest): Promise<Response> {
  const provider = request.nextUrl.pathname.split('/').at(-1);
  if (!isProviderName(provider) || !env().providers[provider]) return goTo('/sign-in');
  const held = await heldAuthorization();
  try {
    return await answered(ctx, { provider, held, search: request.nextUrl.search });
  } catch (fault) {
    if (!isStoreFault(fault)) throw bareFault(fault);
    log.error({ event: 'store_unavailable', ...faultFields(fault) }, 'store_unavailable');
    return tell('unavailable', provider, held);
  }
}

type Answer = { provider: ProviderName; held: HeldAuthorization | undefined; search: string };

async function answered(ctx: AnonymousContext, { provider, held, search }: Answer): Promise<Response> {
  if (held?.provider !== provider) return tell('over', provider, undefined);
  // As the provider knows it, whatever host and port our proxy asks for.
  const answer = new URL(`${callbackAddress(provider).href}${search}`);
  const end = await claimFromAnswer(ctx, held, { providers: env().providers, answer });
  // Somebody else's answer does not end this browser's request.
  if (!end.ok && end.reason === 'over') return tell('over', provider, held);
  await clearAuthorization();
  if (!end.ok) return tell(end.reason, provider, held);
  return held.link ? link(held, held.link, end.value) : signIn(ctx, held, end.value);
}

async function signIn(ctx: AnonymousContext, held: HeldAuthorization, claim: Claim): Promise<Response> {
  // What begins here takes the place of the browser's own session, also while support sees somebody else's account.
  const { arrival, browser } = await arrivalOf(await askOwnSession(), held);
  const result = await signInWith(ctx, { claim, ...arrival });
  if (result.ok) {
    await providerNoteCookie.clearIfHeld();
    await completeSignIn(browser, result.value);
    return goTo(returnTo(held.next));
  }
  if (result.reason === 'second_factor_needed') {
    if (result.pending) await pendingCookie.write(result.pending);
    return goTo(secondFactorPath(held.next));
  }
  if (result.waiting) {
    const { provider, subject } = claim;
    await waitingLinkCookie.write({ provider, subject, ...result.waiting, since: await waitsFrom(ctx) });
    return goTo(signInPath(connectedAccountsPath));
  }
  return tell(result.reason, claim.provider, held);
}

/** Only in the session that asked for it: the same row, live, the same person, and the proof still fresh. */
async function link(
  held: HeldAuthorization,
  { userId, sessionId }: NonNullable<HeldAuthorization['link']>,
  claim: Claim,
): Promise<Response> {
  const session = await askSession();
  const presented = await presentedSecretHash();
  if (session.kind !== 'active' || !presented) return tell('session_changed', held.provider, held);
  const { ctx } = session;
  if (ctx.user.id !== userId || ctx.session.id !== sessionId)
    return tell('session_changed', held.provider, held);
  const { deviceHash } = await thisBrowser();
  const result = await linkIdentity(ctx, { claim, presented, deviceHash });
  if (!result.ok) return tell(result.reason, held.provider, held);
  await writeSessionCookie({ secret: result.value.secret, remembered: ctx.session.remembered });
  await waitingLinkCookie.clear();
  return tell('linked', held.provider, held);
}

/** Back to where the person set out; the page there says what happened. */
async function tell(
  about: ProviderWord,
  provider: ProviderName,
  held: HeldAuthorization | undefined,
): Promise<Response> {
  await providerNoteCookie.write({ about: held?.link ? wordForLink(about) : about, provider });
  if (held?.link) return goTo(connectedAccountsPath);
  return goTo(held?.signUp && isOn('openSignUp') ? '/sign-up' : signInPath(held?.next ?? null));
}

const goTo = (path: string) =>
  new Response(null, { status: 303, headers: { Location: new URL(path, env().appUrl.origin).href } });
