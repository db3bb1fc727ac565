/** The gate in front of every page: nonce and policy for the response, cross-site check, and the session. The first line, never the only one. */

import 'server-only';
import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server';
import { env } from '../../config/env';
import { isOn } from '../../config/features';
import type { AnonymousContext } from '../../flows/context';
import { noteLanding } from '../../flows/organization/landing';
import type { Resumed } from '../../flows/session/resume-session';
import { noteActivity } from '../../flows/session/touch-session';
import { noteVisitPage } from '../../flows/support/note-visit';
import { faultFields, log } from '../../observe/log';
import { askedIn } from '../../organization/slug';
import { lendNewBrowser } from '../cookies/device';
import { keepInvitation } from '../cookies/invitation';
import { afterCookieCheck, bringsCookies, isMarked } from '../cookies/kept-here';
import { holdsNewerCookie } from '../cookies/newer-cookie';
import { endedCookie, sessionCookie } from '../cookies/session-cookie';
import { boundTo, clearVisit, heldCookies } from '../cookies/support-cookie';
import { problem } from '../guards/problem';
import { locationHeader } from '../server/kept-headers';
import { type RequestKind, requestKindHeader } from '../server/node-request';
import { askedHostHeader } from '../server/own-host';
import { inWords } from '../server/refusal-page';
import { checkCookie } from './check-cookie';
import { writeHandOff } from './hand-off';
import { PageResponse } from './page-response';
import { tellSetup } from './proxy-check';
import { isPublicPage } from './public-pages';
import { anonymousContext, askedPath, cameOverPlainHttp } from './request-info';
import { returnTo, signInPath } from './return-to';
import { isSameOrigin, isUnsafe } from './same-origin';

type Active = Extract<Resumed, { kind: 'active' }>;

export async function gate(request: NextRequest, event: NextFetchEvent): Promise<Response> {
  const elsewhere = toOwnAddress(request);
  // In development the redirect to the right address says enough.
  if (env().production || !elsewhere) tellSetup(request.headers);
  if (elsewhere) return elsewhere;
  if (isUnsafe(request.method) && !isSameOrigin(request.headers, env().appUrl.origin)) {
    log.warn({ event: 'cross_site_refused', path: request.nextUrl.pathname }, 'cross_site_refused');
    return inWords(request, problem('cross_site'), askedPath(request));
  }
  const page = new PageResponse(request);
  if (isCookieCheck(request)) return page.redirect(await afterCookieCheck(request));
  if (isPublicPage(request.nextUrl.pathname)) return lendBrowserOn(request, page.passOn());
  return guardedPage(request, event, page);
}

/** A navigation that comes with a mark from signing in. */
const isCookieCheck = (request: NextRequest) =>
  isMarked(request.nextUrl) && request.method === 'GET' && isDocument(request);

/**
 * From here on a browser that keeps cookies can be told from one that does not. Next shows the page what is set here as if
 * the browser had sent it, so the page that tells of it goes without.
 */
async function lendBrowserOn(request: NextRequest, response: NextResponse): Promise<NextResponse> {
  const { pathname, searchParams } = request.nextUrl;
  const begins = beginnings.has(pathname) && request.method === 'GET' && isDocument(request);
  if (begins && !searchParams.has('cookies') && !bringsCookies(request.headers))
    await lendNewBrowser(response.cookies);
  if (isOn('organizations') && request.method === 'GET' && isDocument(request))
    await keepInvitation(request.nextUrl, response.cookies);
  return response;
}

/** The pages on which a sign-in begins. */
const beginnings: ReadonlySet<string> = new Set(['/sign-in', '/sign-in/email-code', '/sign-up']);

async function guardedPage(
  request: NextRequest,
  event: NextFetchEvent,
  page: PageResponse,
): Promise<Response> {
  const held = await heldCookies(request.cookies);
  const ctx = anonymousContext(request.headers);
  let resumed: Resumed;
  try {
    resumed = await checkCookie(ctx, held, { organization: askedIn(request.nextUrl.pathname) });
  } catch (fault) {
    log.error({ event: 'session_check_failed', ...faultFields(fault) }, 'session_check_failed');
    // An action answers for itself, in words on the form: what was typed stays on the page.
    return isAction(request) ? page.passOn() : page.unavailable();
  }
  const bound = boundTo(held);
  if (resumed.kind === 'active' && bound) {
    if (hasToNote(request, resumed)) event.waitUntil(noteLater(ctx, request, resumed));
    // What is sent is judged again when all of it has arrived.
    return page.passOn(isUnsafe(request.method) ? undefined : writeHandOff(resumed.caller, bound));
  }
  if (!isDocument(request)) return page.passOn();
  return held.session && isVisitOver(resumed)
    ? leaveVisit(request, page, resumed)
    : toSignIn(ctx, request, page, resumed);
}

/** On a host that does not stamp requests, a background request counts as one that nobody waits for. */
function kindOf({ headers }: NextRequest): RequestKind {
  const kind = headers.get(requestKindHeader);
  if (kind === 'flight' || kind === 'prefetch') return kind;
  const destination = headers.get('sec-fetch-dest');
  return destination === null || destination === 'document' ? 'document' : 'prefetch';
}

/** A person's own navigations and submissions. Prefetches, HEAD, icons and images are none (docs/security.md F20). */
const isActivity = (request: NextRequest) =>
  isAction(request) || (request.method !== 'HEAD' && kindOf(request) !== 'prefetch');

const isAction = (request: NextRequest) => request.headers.has('next-action');
const isDocument = (request: NextRequest) => !isAction(request) && kindOf(request) === 'document';

/** A visit that is over, or was never one: what the staff member holds of their own is not judged by it. */
const isVisitOver = (resumed: Resumed) =>
  (resumed.kind === 'ended' || resumed.kind === 'none') && resumed.support === true;

/** Back to where it was begun; the staff member is signed in as before. What never was a visit of this session is only put away. */
async function leaveVisit(request: NextRequest, page: PageResponse, { kind }: Resumed): Promise<Response> {
  const response = page.redirect(kind === 'ended' ? '/admin' : returnTo(askedPath(request)));
  await clearVisit(response.cookies);
  return response;
}

/** Most requests leave nothing behind. Of a visit by support each one counts. */
const hasToNote = (request: NextRequest, { caller, touchDue, moved }: Active): boolean =>
  caller.support !== undefined || ((touchDue || moved) && isActivity(request));

/** Whatever a request calls itself: only what Next prefetches holds nothing of a page. A form without scripts is answered by one. */
const mayShowPage = (request: NextRequest) =>
  request.method !== 'HEAD' && !isAction(request) && !request.headers.has('next-router-prefetch');

/** Runs after the response; a write that fails costs a minute of idle time and nothing else, or a page in the count of a visit. */
async function noteLater(
  ctx: AnonymousContext,
  request: NextRequest,
  { caller, touchDue, moved }: Active,
): Promise<void> {
  const { support } = caller;
  const page = support && mayShowPage(request) ? noteVisitPage(ctx, support) : undefined;
  const noted = [page ?? (touchDue && noteActivity(ctx, caller)), moved && noteLanding(ctx, caller)];
  await Promise.all(noted).catch((fault) => {
    log.warn({ event: 'touch_failed', ...faultFields(fault) }, 'touch_failed');
  });
}

/**
 * Only a document navigation clears the cookie, and only where the browser holds no newer one: the late answer to a dead
 * cookie would otherwise take away the living one.
 */
async function toSignIn(
  ctx: AnonymousContext,
  request: NextRequest,
  page: PageResponse,
  resumed: Resumed,
): Promise<Response> {
  // A form posted without scripts comes back to its page, not to the submission.
  const response = page.redirect(signInPath(askedPath(request)));
  const held = await heldCookies(request.cookies);
  // Without the staff member's own, it never opens anything again.
  if (held.support !== undefined) await clearVisit(response.cookies);
  if (held.session === undefined || (await holdsNewerCookie(ctx, resumed, request.cookies))) return response;
  await sessionCookie.clear(response.cookies);
  if (resumed.kind === 'ended') await endedCookie.write(resumed.sessionId, { jar: response.cookies });
  return response;
}

/**
 * Over plain http where the product lives on https; or, in development, at 127.0.0.1 where it lives at localhost: there
 * every form would be refused as coming from elsewhere. A path of two slashes must not become a host.
 */
function toOwnAddress({ method, headers, nextUrl }: NextRequest): Response | undefined {
  const { appUrl, production } = env();
  const asked = headers.get(askedHostHeader) ?? headers.get('host');
  const aside = !production && method === 'GET' && asked !== appUrl.host;
  if (!cameOverPlainHttp(headers) && !aside) return undefined;
  const there = `${appUrl.origin}${nextUrl.pathname}${nextUrl.search}`;
  return NextResponse.redirect(there, { status: 308, headers: { [locationHeader]: there } });
}
