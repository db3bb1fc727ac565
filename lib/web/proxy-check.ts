/** Notices that TRUSTED_PROXY_HOPS does not fit what arrives, and says so in the log with what to do: wrong, limits per address hit everybody or nobody. */

import ipaddr from 'ipaddr.js';
import { log } from '../observe/log';

export type ProxyFault = 'unexpected_proxy' | 'too_few_hops' | 'scheme_unknown';

type Seen = {
  readonly forwardedFor: string | undefined;
  readonly forwardedProto: string | undefined;
  readonly peer: string;
  readonly https: boolean;
  readonly hops: number;
};

/**
 * A header alone proves nothing, anybody may send one: with no proxy expected, only one that comes from a machine nearby
 * speaks for a proxy. Undefined where nothing is odd. Pure.
 */
export function proxyFault({
  forwardedFor,
  forwardedProto,
  peer,
  https,
  hops,
}: Seen): ProxyFault | undefined {
  const entries = (forwardedFor ?? '').split(',').filter((entry) => entry.trim() !== '').length;
  if (hops === 0) return entries > 0 && isNearby(peer) ? 'unexpected_proxy' : undefined;
  if (entries < hops) return 'too_few_hops';
  return https && !forwardedProto ? 'scheme_unknown' : undefined;
}

function isNearby(peer: string): boolean {
  if (!ipaddr.isValid(peer)) return false;
  return ['private', 'loopback', 'uniqueLocal', 'linkLocal'].includes(ipaddr.process(peer).range());
}

const advice: Record<ProxyFault, string> = {
  unexpected_proxy:
    'requests come through a proxy, but TRUSTED_PROXY_HOPS is 0: everybody seems to have the address of the proxy, and limits per address hit all of them together. Set it to the number of your proxies',
  too_few_hops:
    'a request came with fewer X-Forwarded-For entries than TRUSTED_PROXY_HOPS: the number is too high, or the port can be reached around the proxy',
  scheme_unknown:
    'the proxy does not send X-Forwarded-Proto, so plain http cannot be told from https and is not redirected',
};

/** Milliseconds. It stays wrong until somebody mends it; once an hour is enough to be found. */
const silence = 3_600_000;
const saidAt = new Map<ProxyFault, number>();

export function checkProxy(seen: Seen): void {
  const fault = proxyFault(seen);
  if (!fault || performance.now() - (saidAt.get(fault) ?? Number.NEGATIVE_INFINITY) < silence) return;
  saidAt.set(fault, performance.now());
  log.warn({ event: 'proxy_setup', fault, advice: advice[fault] }, 'proxy_setup');
}
