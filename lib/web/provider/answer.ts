/**
 * What a browser brings back from a provider. It comes by GET, as the protocol has it, and begins a session all the same:
 * the explicit act (ASVS 7.6.2) was the form that this very browser sent minutes ago, and the sealed way that it kept since
 * then proves it. Without that, or with anybody else's answer, nothing happens. Whatever fails is told on our own page.
 */

import 'server-only';
import type { NextRequest } from 'next/server';
import { env } from '../../config/env';
import { isProviderName, type ProviderName } from '../../config/providers';
import type { AnonymousContext } from '../../flows/context';
import { linkIdentity } from '../../flows/factors/link-identity';
import { endOfWay, waitsFrom } from '../../flows/sign-in/authorization-request';
import { signInWith } from '../../flows/sign-in/sign-in-with-provider';
import type { Claim } from '../../identity/claim';
import { bareFault, faultFields, log } from '../../observe/log';
import { type ProviderWord, wordForLink } from '../../words/providers';
import { thisBrowser } from '../cookies/device';
import { pendingCookie } from '../cookies/pending';
import { writeSessionCookie } from '../cookies/session-cookie';
import { isStoreFault } from '../guards/store-fault';
import { askSession, presentedSecretHash } from '../request/current-session';
import { returnTo, secondFactorPath, signInPath } from '../request/return-to';
import { arrivalOf, completeSignIn } from '../sign-in/arrival';
import { callbackAddress, clearWay, type HeldWay, heldWay } from './authorization';
import { providerNoteCookie, waitingLinkCookie } from './note';

export const connectedAccountsPath = '/settings/security';

export async function providerAnswer(ctx: AnonymousContext, request: NextRequest): Promise<Response> {
  const provider = request.nextUrl.pathname.split('/').at(-1);
  if (!isProviderName(provider) || !env().providers[provider]) return goTo('/sign-in');
  const way = await heldWay();
  try {
    return await answered(ctx, { provider, way, search: request.nextUrl.search });
  } catch (fault) {
    if (!isStoreFault(fault)) throw bareFault(fault);
    log.error({ event: 'store_unavailable', ...faultFields(fault) }, 'store_unavailable');
    return tell('unavailable', provider, way);
  }
}

type Answer = { provider: ProviderName; way: HeldWay | undefined; search: string };

async function answered(ctx: AnonymousContext, { provider, way, search }: Answer): Promise<Response> {
  if (way?.provider !== provider) return tell('over', provider, undefined);
  // As the provider knows it, whatever host and port a proxy of ours asks for.
  const answer = new URL(`${callbackAddress(provider).href}${search}`);
  const end = await endOfWay(ctx, way, { providers: env().providers, answer });
  // Somebody else's answer does not end the way that this browser is on.
  if (!end.ok && end.reason === 'over') return tell('over', provider, way);
  await clearWay();
  if (!end.ok) return tell(end.reason, provider, way);
  return way.link ? link(way, way.link, end.value) : signIn(ctx, way, end.value);
}

async function signIn(ctx: AnonymousContext, way: HeldWay, claim: Claim): Promise<Response> {
  const { arrival, browser } = await arrivalOf(await askSession(), way);
  const result = await signInWith(ctx, { claim, ...arrival });
  if (result.ok) {
    await providerNoteCookie.clearIfHeld();
    await completeSignIn(browser, result.value);
    return goTo(returnTo(way.next));
  }
  if (result.reason === 'second_factor_needed') {
    if (result.pending) await pendingCookie.write(result.pending);
    return goTo(secondFactorPath(way.next));
  }
  if (result.waiting) {
    const { provider, subject } = claim;
    await waitingLinkCookie.write({ provider, subject, ...result.waiting, since: await waitsFrom(ctx) });
    return goTo(signInPath(connectedAccountsPath));
  }
  return tell(result.reason, claim.provider, way);
}

/** Only in the session that asked for it: the same row, live, of the same person, and still freshly proven. */
async function link(
  way: HeldWay,
  { userId, sessionId }: NonNullable<HeldWay['link']>,
  claim: Claim,
): Promise<Response> {
  const session = await askSession();
  const presented = await presentedSecretHash();
  if (session.kind !== 'active' || !presented) return tell('session_changed', way.provider, way);
  const { ctx } = session;
  if (ctx.user.id !== userId || ctx.session.id !== sessionId)
    return tell('session_changed', way.provider, way);
  const { deviceHash } = await thisBrowser();
  const result = await linkIdentity(ctx, { claim, presented, deviceHash });
  if (!result.ok) return tell(result.reason, way.provider, way);
  await writeSessionCookie({ secret: result.value.secret, remembered: ctx.session.remembered });
  await waitingLinkCookie.clear();
  return tell('linked', way.provider, way);
}

/** Back to where the person set out, which says what became of it. */
async function tell(
  about: ProviderWord,
  provider: ProviderName,
  way: HeldWay | undefined,
): Promise<Response> {
  await providerNoteCookie.write({ about: way?.link ? wordForLink(about) : about, provider });
  if (way?.link) return goTo(connectedAccountsPath);
  return goTo(way?.signUp ? '/sign-up' : signInPath(way?.next ?? null));
}

const goTo = (path: string) =>
  new Response(null, { status: 303, headers: { Location: new URL(path, env().appUrl.origin).href } });
