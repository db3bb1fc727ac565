/** Network addresses: which one a request came from, and what limits count by. Pure. */

import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/**
 * `hops` is the number of proxies of ours in front. Each appends its peer to X-Forwarded-For, so the client is the
 * hops-th entry from the right; everything left of it is the client's own word. With no proxy, or with fewer entries
 * than proxies, it is the socket's peer. Null for what is no address: a sign-in never fails over it.
 */
export function clientAddress(forwardedFor: string | null, peer: string | null, hops: number): string | null {
  const entries = hops > 0 ? (forwardedFor ?? '').split(',').filter((entry) => entry.trim() !== '') : [];
  return normaliseAddress(entries.length >= hops && hops > 0 ? entries[entries.length - hops] : peer);
}

/** Every request is asked where it comes from, and most come from where the last ones did. Null is kept as an empty text. */
const normalised = new LRUCache<string, string>({ max: 5000 });
/** What is longer is no address, and not worth the memory. */
const longestAddress = 64;

function normaliseAddress(text: string | null | undefined): string | null {
  if (!text || text.length > longestAddress) return readAddress(text);
  const known = normalised.get(text) ?? readAddress(text) ?? '';
  normalised.set(text, known);
  return known || null;
}

/** Without port, brackets and zone; an IPv4 address inside IPv6 comes out as IPv4. */
function readAddress(text: string | null | undefined): string | null {
  const bare = (text ?? '')
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  if (!ipaddr.isValid(bare) || /^\d+$/.test(bare)) return null;
  return ipaddr.process(bare).toString();
}

/** For a list that people read: an address says little, the machine's own says nothing. */
export function placeWords(address: string | null): string | null {
  if (!address || !ipaddr.isValid(address)) return address;
  return ipaddr.process(address).range() === 'loopback' ? 'This computer' : address;
}

/** What limits count by: one address, or the /64 that one household or server has of IPv6. */
export function sourceOf(address: string | null | undefined): string {
  if (!address) return 'unknown';
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString()}/64`;
}

const networks = new LRUCache<string, string>({ max: 5000 });

/**
 * Whose network an address belongs to: coarse, so that a new address of the same line or cell is the same network.
 * Null for no address and for this machine itself: neither tells where somebody is.
 */
export function networkOf(address: string | null | undefined): string | null {
  if (!address) return null;
  if (!address.includes(':'))
    return address.startsWith('127.') ? null : `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  if (address === '::1') return null;
  const known =
    networks.get(address) ?? `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/48`).toString()}/48`;
  networks.set(address, known);
  return known;
}
