/**
 * Notices that what arrives does not fit TRUSTED_PROXY_HOPS or APP_URL, and says so in the log with what to do: if wrong,
 * limits per address hit everyone or no one.
 */

import ipaddr from 'ipaddr.js';
import { log } from '../../observe/log';
import { askedHostHeader, type HostFault } from '../server/own-host';

export type ProxyFault = 'unexpected_proxy' | 'too_few_hops' | 'scheme_unknown';
type Fault = ProxyFault | HostFault;

type Seen = {
  readonly forwardedFor: string | undefined;
  readonly forwardedProto: string | undefined;
  readonly peer: string;
  readonly https: boolean;
  readonly hops: number;
};

/**
 * A header alone proves nothing, since anyone may send one: with no proxy expected, only one that comes from a machine
 * nearby speaks for a proxy. Undefined where nothing is odd. Pure.
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

/** Each is true also where it was no proxy that sent the header: following it must not open a door. */
const advice: Record<Fault, string> = {
  unexpected_proxy:
    'a request from a machine nearby brought X-Forwarded-For, which counts for nothing because TRUSTED_PROXY_HOPS is 0. If a proxy of yours stands in front, set it to the number of your proxies: until then everybody seems to have the address of the proxy, and limits per address hit all of them together. If none does, leave it',
  too_few_hops:
    'a request came with fewer X-Forwarded-For entries than TRUSTED_PROXY_HOPS: the number is too high, or the port can be reached around the proxy',
  scheme_unknown:
    'the proxy does not send X-Forwarded-Proto, so plain http cannot be told from https and is not redirected',
  port_lost:
    'a request came for the host of APP_URL at another port. APP_URL is taken all the same; have the proxy pass on the host with its port ($http_host in nginx)',
  other_host:
    'a request came for another host than the one of APP_URL. APP_URL is taken all the same; if your proxy sent it, have it pass on the host ($http_host in nginx), or correct APP_URL',
};

/** What the watch on requests has found, as words of a closed list; the guards tell it, but for those who ask whether the server is well. */
export const setupHeader = 'x-own-setup';

/** Milliseconds. It stays wrong until someone fixes it; once an hour is enough to be found. */
const silence = 3_600_000;

type Slot = { [saidSlot]?: Map<Fault, number> };
const saidSlot = Symbol.for('app.setup-said');

/** Shared by the bundles of one process: the gate and the routes are two. */
function saidAt(): Map<Fault, number> {
  const holder = globalThis as Slot;
  holder[saidSlot] ??= new Map();
  return holder[saidSlot];
}

const isFault = (word: string): word is Fault => Object.hasOwn(advice, word);

/** A stranger may send any host: each kind of fault is said once an hour, with one host, cut short. */
export function tellSetup(headers: Pick<Headers, 'get'>): void {
  for (const fault of (headers.get(setupHeader) ?? '').split(' ').filter(isFault)) {
    const said = saidAt().get(fault) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - said < silence) continue;
    saidAt().set(fault, performance.now());
    const host = fault === 'port_lost' || fault === 'other_host' ? headers.get(askedHostHeader) : undefined;
    log.warn({ event: 'proxy_setup', fault, host, advice: advice[fault] }, 'proxy_setup');
  }
}
