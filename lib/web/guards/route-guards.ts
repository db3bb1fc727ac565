/** API routes exist only as results of these guards. They stay out of the proxy and check everything themselves. */

import 'server-only';
import type { NextRequest } from 'next/server';
import { patience } from '../../config/database-limits';
import { env } from '../../config/env';
import { type Features, isAnyOn } from '../../config/features';
import { reaches, type SupportLevel } from '../../config/support';
import {
  type AnonymousContext,
  type Caller,
  type Freshness,
  lacksFactor,
  needsProof,
  type PooledContext,
  type SignedInContext,
  type Strength,
} from '../../flows/context';
import type { Resumed } from '../../flows/session/resume-session';
import { noteActivity } from '../../flows/session/touch-session';
import { bareFault, faultFields, log } from '../../observe/log';
import { findEnd } from '../../session/list';
import type { AskedOrganization } from '../../session/store';
import { factorNeededSentence } from '../../words/reasons';
import { neverForSupport } from '../../words/support';
import { problemSentence } from '../../words/unavailable';
import { endedCookie, sessionCookie } from '../cookies/session-cookie';
import { heldCookies } from '../cookies/support-cookie';
import { checkCookie } from '../request/check-cookie';
import { anotherPerson, organizationOfPage, pageOwnerHeader } from '../request/page-owner';
import { tellSetup } from '../request/proxy-check';
import { anonymousContext, cameOverPlainHttp } from '../request/request-info';
import { isCrossSiteRead, isFromPage, isNavigation, isSameOrigin, isUnsafe } from '../request/same-origin';
import { inWords } from '../server/refusal-page';
import { isUnsure, withinDeed } from './deed';
import { privateCaching, problem } from './problem';
import { ofPerson } from './shares';
import { storeTrouble } from './store-fault';

type Ended = Extract<Resumed, { kind: 'ended' }>;
type Handler = (ctx: PooledContext, request: NextRequest) => Promise<Response>;
type Route = (request: NextRequest) => Promise<Response>;

export type ProtectedRouteOptions = Belonging & {
  /** `counts` for what a person does; `passive` for polling, streams and whatever runs by itself. */
  readonly activity: 'counts' | 'passive';
  /** Only within the step-up window after a proof in this very session; 403 `step_up_required` outside of it. */
  readonly stepUp?: Freshness;
  /** Together with it: how much has to be proven; 403 `forbidden` where the account cannot. */
  readonly strength?: Strength;
  /** It says what an organization's page may show: the page names the organization by its id. */
  readonly asksForSeat?: true;
  /** The organization that the address names, for the session's own statement. */
  readonly within?: (request: NextRequest) => AskedOrganization | undefined;
  /** Asked first of all: an answer turns the caller away. */
  readonly bars?: (caller: SignedInContext) => Promise<Response | undefined>;
  /** Open to support that sees the account as its person, from this level on; 403 `forbidden` otherwise. Left out, it is closed to them. */
  readonly support?: SupportLevel;
};

/** A route for a signed-in caller: 401 without a live session, 403 from another site, 503 without a database. */
export function protectedRoute(
  options: ProtectedRouteOptions,
  handler: (ctx: SignedInContext, request: NextRequest) => Promise<Response>,
): Route {
  return guarded(async (ctx, request) => {
    const passive = options.activity === 'passive';
    const organization = organizationAsked(options, request);
    const resumed = await checkCookie(ctx, await heldCookies(request.cookies), { passive, organization });
    if (resumed.kind === 'ended') return sessionEnded(ctx, resumed);
    if (resumed.kind === 'superseded') return problem('no_session', { superseded: true });
    if (resumed.kind === 'none') return sessionEnded(ctx, { sessionId: await notedEnd(request) });
    const { caller } = resumed;
    const refused = closedToSupport(options, caller) ?? forAnother(request, caller);
    if (refused) return refused;
    const own = ofPerson(ctx, caller);
    const barred = (await options.bars?.(own)) ?? unproven(options, caller);
    if (barred) return barred;
    const counts = options.activity === 'counts' && resumed.touchDue && request.method !== 'HEAD';
    return handler(counts ? { ...own, ...(await noteActivity(own, caller)) } : own, request);
  }, options);
}

const organizationAsked = ({ asksForSeat, within }: ProtectedRouteOptions, request: NextRequest) =>
  asksForSeat ? organizationOfPage(request.headers) : within?.(request);

/** What is missing before the deed: another factor, or fresh proof. */
function unproven({ strength, stepUp }: ProtectedRouteOptions, caller: Caller): Response | undefined {
  if (strength && lacksFactor(caller, strength)) return problem('forbidden', { title: factorNeededSentence });
  return stepUp && needsProof(caller, stepUp) ? problem('step_up_required') : undefined;
}

/** One of our pages asks, and it was loaded for someone else: nothing is done, and nothing counts as activity. */
function forAnother({ headers }: NextRequest, { user }: Caller): Response | undefined {
  const owner = headers.get(pageOwnerHeader);
  return owner !== null && owner !== user.id ? Response.json(anotherPerson) : undefined;
}

/** Support sees the account as its person, and this is not for support. */
function closedToSupport(
  { support: level }: ProtectedRouteOptions,
  { support }: Caller,
): Response | undefined {
  if (!support || reaches(support.level, level)) return undefined;
  return problem('forbidden', { title: neverForSupport });
}

/** Tells the browser that held the session how it ended: the page it locks says so. */
async function sessionEnded(ctx: AnonymousContext, { sessionId, reason }: Partial<Ended>): Promise<Response> {
  const end = sessionId ? await findEnd(ctx.db, sessionId) : undefined;
  const why = reason ?? end?.reason;
  if (!why) return problem('no_session');
  return problem('session_ended', {
    reason: why,
    endedFrom: end?.endedFrom ?? undefined,
    endedAt: end?.endedAt.toISOString(),
  });
}

/**
 * A browser without a session cookie may hold our sealed note about the session that ended in it a moment ago: its
 * other tabs are told what the sign-in page tells anyway. A cookie that opens nothing is told nothing.
 */
async function notedEnd({ cookies }: NextRequest): Promise<string | undefined> {
  return (await sessionCookie.read(cookies)) ? undefined : endedCookie.read(cookies);
}

type Belonging = {
  /** Off, it answers as an address that does not exist. */
  readonly feature?: Features;
};

type PublicOptions = Belonging & {
  /**
   * For what another site sends a person back to: a browser that goes there counts as theirs, although the way led over
   * that site. Such a route answers GET alone, reads nothing out to a page, and asks for what the browser kept of its own
   * way out; it may wait for that other site.
   */
  readonly navigation?: true;
  /**
   * For probes that ask whether this very server is well: they come around the proxy, over plain http, by whatever name the
   * server has inside. Such a route tells nothing about anyone, and either answers soon or is not well.
   */
  readonly probe?: true;
  /** For what says the same to everyone, or reads no cookie: a page elsewhere learns and does nothing by asking. */
  readonly anywhere?: true;
  /** For programs alone, without any cookie: a page of anybody's, ours as well, is turned away before anything is counted. */
  readonly programs?: true;
  /** Says the same to everyone for so many seconds, also to caches between us. */
  readonly cacheable?: number;
};

/** A route for anyone. */
export const publicRoute = (handler: Handler, options: PublicOptions = {}): Route =>
  guarded(handler, options);

function guarded(handle: Handler, options: PublicOptions = {}): Route {
  return async (request) => {
    if (options.feature && !isAnyOn(options.feature)) return inWords(request, problem('not_found'));
    if (!options.probe) tellSetup(request.headers);
    const response = refusal(request, options) ?? (await answerOf(handle, request, options));
    return inWords(request, response);
  };
}

function refusal(
  request: NextRequest,
  { navigation, probe, anywhere, programs }: PublicOptions,
): Response | undefined {
  // HEAD would be answered by GET: a mail program that looks at a link must not use it up.
  if (navigation && request.method !== 'GET') return new Response(null, notAllowed);
  const foreign = programs ? isFromPage(request.headers) : !anywhere && isForeign(request, navigation);
  if (foreign) return problem('cross_site');
  // No redirect: a client that sends its cookie in clear should fail, not work unnoticed (ASVS 4.1.2).
  return !probe && cameOverPlainHttp(request.headers) ? problem('forbidden') : undefined;
}

async function answerOf(
  handle: Handler,
  request: NextRequest,
  { navigation, probe, cacheable }: PublicOptions,
) {
  const seconds = navigation ? patience.deedElsewhere : probe ? patience.check : patience.deed;
  try {
    const act = () => handle(anonymousContext(request.headers), request);
    const response = await withinDeed(seconds, act);
    return cacheable && response.ok ? keptFor(response, cacheable) : keptPrivate(response);
  } catch (fault) {
    const trouble = storeTrouble(fault);
    if (!trouble) throw bareFault(fault);
    log.error({ event: 'store_unavailable', trouble, ...faultFields(fault) }, 'store_unavailable');
    return problem('unavailable', { title: problemSentence(trouble, isUnsure(fault)) });
  }
}

const notAllowed = { status: 405, headers: { Allow: 'GET', ...privateCaching } };

function isForeign({ method, headers }: NextRequest, navigation: true | undefined): boolean {
  if (isUnsafe(method)) return !isSameOrigin(headers, env().appUrl.origin);
  return isCrossSiteRead(headers) && !(navigation && isNavigation(headers));
}

function keptFor(response: Response, length: number): Response {
  response.headers.set('Cache-Control', `public, max-age=${length}`);
  return response;
}

/** A route may add `no-transform`; it cannot make an answer public. */
function keptPrivate(response: Response): Response {
  const asItIs = response.headers.get('Cache-Control')?.includes('no-transform');
  for (const [name, value] of Object.entries(privateCaching)) response.headers.set(name, value);
  if (asItIs) response.headers.append('Cache-Control', 'no-transform');
  return response;
}
