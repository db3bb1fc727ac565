/** Where events may be sent: never into a network that only our servers reach (docs/security.md T1). Pure. */

import ipaddr from 'ipaddr.js';

export type UrlFault =
  | 'not_an_address'
  | 'not_https'
  | 'has_credentials'
  | 'has_fragment'
  | 'wrong_port'
  | 'too_long'
  | 'private_address';

const longestUrl = 500;
/** Below it, what listens is no receiver of ours: mail, name and file servers. */
const firstFreePort = 1024;

/** `allowPrivate`: in development and tests, a receiver on the same machine, also without TLS. */
export function checkUrl(text: string, allowPrivate: boolean): URL | UrlFault {
  if (text.length > longestUrl) return 'too_long';
  if (!URL.canParse(text)) return 'not_an_address';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'not_https';
  if (url.username || url.password) return 'has_credentials';
  if (url.hash || text.endsWith('#')) return 'has_fragment';
  const port = Number(url.port);
  if (url.port && port !== 443 && port <= firstFreePort && !allowPrivate) return 'wrong_port';
  const literal = hostOf(url);
  if (ipaddr.isValid(literal) && !mayReach(literal, allowPrivate)) return 'private_address';
  return url;
}

/** Without the brackets of IPv6, as sockets and name servers take it. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Public by its number, and yet it answers only to machines within one cloud: Azure's WireServer. */
const cloudInternal = new Set(['168.63.129.16']);
/** The only part of IPv6 that is given out to networks (RFC 4291 §2.4). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * By what it is allowed to be: what no list knows is refused. IPv4 inside of IPv6 (mapped, NAT64, 6to4, Teredo) counts as no
 * public address at all, whatever it holds. False for text that is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || cloudInternal.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalUnicast) : true;
}

export const mayReach = (address: string, allowPrivate: boolean): boolean =>
  allowPrivate ? ipaddr.isValid(address) : isPublicAddress(address);
