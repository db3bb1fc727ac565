/**
 * Only APP_URL says where the product lives. A request may name any host, and a proxy often passes on an inner one, but Next
 * compares an action's origin with it and redirects to it. So Next gets our host before it reads the request.
 */

import type { IncomingHttpHeaders } from 'node:http';

/** What the client asked for, cut short. Only `aside` redirects in development and the log read it. */
export const askedHostHeader = 'x-own-host';
/** `http`, `https`, or empty if nobody can tell. Next writes its own guess into X-Forwarded-Proto. */
export const schemeHeader = 'x-own-scheme';

export type HostFault = 'port_lost' | 'other_host';

const longestHost = 100;

/**
 * The path and query of a request target. `http://evil.example/x` is a legal target (RFC 9112, 3.2.2), and Next would take it
 * for an address to redirect to.
 */
export function ownPath(target: string): string {
  if (target.startsWith('/')) return target;
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/^\*$/, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/**
 * The host that the browser asked for, as far as the request says. What a proxy adds counts more than the Host that it rewrote.
 */
export function askedHost(headers: IncomingHttpHeaders): string {
  return (entriesOf(headers['x-forwarded-host'])[0] ?? headers.host ?? '').slice(0, longestHost);
}

/** Undefined if one of the two is APP_URL's own, or if the request names no host. Pure. */
export function hostFault(headers: IncomingHttpHeaders, appUrl: URL): HostFault | undefined {
  const said = [...entriesOf(headers['x-forwarded-host']), headers.host ?? ''].filter(Boolean);
  const urls = said.map((host) => `${appUrl.protocol}//${host}`).filter((url) => URL.canParse(url));
  const hosts = urls.map((url) => new URL(url));
  if (said.length === 0 || hosts.some(({ host }) => host === appUrl.host)) return undefined;
  return hosts.some(({ hostname }) => hostname === appUrl.hostname) ? 'port_lost' : 'other_host';
}

/**
 * The scheme by which a person came. A proxy that appends adds its entry on the right; one that sets the header leaves a single
 * entry. A request without any proxy's headers went around the proxies, straight to this server, which speaks plain http.
 */
export function cameBy(headers: IncomingHttpHeaders, hops: number): 'http' | 'https' | '' {
  if (hops === 0) return '';
  const schemes = entriesOf(headers['x-forwarded-proto']);
  const scheme = schemes[Math.max(0, schemes.length - hops)]?.toLowerCase();
  if (scheme === undefined) return entriesOf(headers['x-forwarded-for']).length === 0 ? 'http' : '';
  return scheme === 'http' || scheme === 'https' ? scheme : '';
}

/** From here on, Next finds APP_URL wherever it looks for the host. */
export function nameOwnHost(headers: IncomingHttpHeaders, appUrl: URL): void {
  const scheme = appUrl.protocol.slice(0, -1);
  headers.host = appUrl.host;
  headers['x-forwarded-host'] = appUrl.host;
  headers['x-forwarded-proto'] = scheme;
  headers['x-forwarded-port'] = appUrl.port || (scheme === 'https' ? '443' : '80');
}

function entriesOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
