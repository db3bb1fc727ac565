/** Network addresses: which one a request came from, and what limits count by. Pure. */

import ipaddr from 'ipaddr.js';

/**
 * `hops` is the number of proxies of ours in front. Each appends its peer to X-Forwarded-For, so the client is the
 * hops-th entry from the right; everything left of it is the client's own word. With no proxy, or with fewer entries
 * than proxies, it is the socket's peer. Null for what is no address: a sign-in never fails over it.
 */
export function clientAddress(forwardedFor: string | null, peer: string | null, hops: number): string | null {
  const entries = hops > 0 ? (forwardedFor ?? '').split(',').filter((entry) => entry.trim() !== '') : [];
  return normaliseAddress(entries.length >= hops && hops > 0 ? entries[entries.length - hops] : peer);
}

/** Without port, brackets and zone; an IPv4 address inside IPv6 comes out as IPv4. */
function normaliseAddress(text: string | null | undefined): string | null {
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
