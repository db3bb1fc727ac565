/**
 * Finds out whether this browser keeps cookies, right where it counts: after we write one. A browser that has not yet sent any
 * of ours gets a mark in the next address. If it comes back with the mark and still without a cookie, the person is told, and
 * the session that nobody can hold is ended.
 */

import 'server-only';
import type { NextRequest } from 'next/server';
import type { AnonymousContext } from '../../flows/context';
import { endUnkeptSession } from '../../flows/session/end-unkept-session';
import { faultFields, log } from '../../observe/log';
import { anonymousContext } from '../request/request-info';
import { noCookiesPath } from '../request/return-to';
import { cookieName } from './cookie-name';
import { openAs, sealAs } from './seal';

const parameter = 'cookie-check';

/** Only those that the server sets: a script writes the reader's zone and theme. */
const ours = ['session', 'device', 'pending-sign-in', 'email-code', 'authorization-request', 'invitation'];

/** Whether the request carries any cookie that our server has set. */
export function bringsCookies(headers: Pick<Headers, 'get'>): boolean {
  const names = (headers.get('cookie') ?? '').split(';').map((pair) => pair.split('=')[0]?.trim() ?? '');
  return ours.some((name) => names.includes(cookieName(name)));
}

/** The same address with a mark, for a browser that has not sent a cookie yet. `sessionId`: the session just begun. */
export async function marked(path: string, sessionId?: string): Promise<string> {
  const url = new URL(path, 'http://origin.invalid');
  url.searchParams.set(parameter, await sealAs('cookie-check', { sessionId }));
  return url.pathname + url.search;
}

/** Most addresses have no query and so cost nothing here. */
export const isMarked = ({ search, searchParams }: Pick<URL, 'search' | 'searchParams'>): boolean =>
  search !== '' && searchParams.has(parameter);

/** Where a marked address leads. */
export async function afterCookieCheck({ nextUrl, headers }: NextRequest): Promise<string> {
  const clean = withoutMark(nextUrl);
  const content = await openAs('cookie-check', nextUrl.searchParams.get(parameter) ?? undefined);
  // A mark that is not ours does not come from a sign-in.
  if (content === undefined || bringsCookies(headers)) return clean;
  await endOf(anonymousContext(headers), content);
  const until = Date.now() + noteMinutes * 60_000;
  return noCookiesPath(clean, await sealAs('no-cookies', { until }));
}

/** As long as any note: the browser may have allowed cookies since then. */
const noteMinutes = 10;

/** Whether the sign-in page mentions it: only to the person it happened to, and until the browser sends a cookie. */
export async function keptNoCookies(note: unknown, headers: Pick<Headers, 'get'>): Promise<boolean> {
  if (typeof note !== 'string' || bringsCookies(headers)) return false;
  const { until } = ((await openAs('no-cookies', note)) ?? {}) as { until?: unknown };
  return typeof until === 'number' && Date.now() < until;
}

function withoutMark({ pathname, searchParams }: URL): string {
  const rest = new URLSearchParams(searchParams);
  rest.delete(parameter);
  // Two leading slashes would name another host.
  return `/${pathname.replace(/^\/+/, '')}${rest.size > 0 ? `?${rest}` : ''}`;
}

/** While the database is down the session stays; it is unused, and its idle limit ends it. */
async function endOf(ctx: AnonymousContext, mark: unknown): Promise<void> {
  const { sessionId } = (mark ?? {}) as { sessionId?: unknown };
  if (typeof sessionId !== 'string') return;
  await endUnkeptSession(ctx, sessionId).catch((fault) => {
    log.warn({ event: 'store_unavailable', ...faultFields(fault) }, 'store_unavailable');
  });
}
