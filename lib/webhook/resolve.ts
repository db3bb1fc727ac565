/** Asks where a name leads, and takes nothing but addresses that may be reached. */

import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { mayReach } from './address';

export type Resolved = { readonly address: string; readonly family: number };
type ResolveFault = 'unknown_host' | 'private_address';

/** A name server, or what a test has in its place. */
export type AskNames = (host: string) => Promise<readonly Resolved[]>;

/** Knows this machine as well, and keeps a thread busy for as long as a name server likes: for development and tests. */
const askSystem: AskNames = (host) => lookup(host, { all: true });

/** Takes no thread: a member could otherwise hold up what else needs one, such as the hashing of passwords, by a name that is slow. */
const askNameServers: AskNames = async (host) => {
  const family = isIP(host);
  if (family) return [{ address: host, family }];
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return found.flatMap((each, index) =>
    each.status === 'fulfilled'
      ? each.value.map((address) => ({ address, family: index === 0 ? 4 : 6 }))
      : [],
  );
};

/** Longer than a name server takes that answers at all. */
const patience = 5000;

/**
 * The address to connect to, and to no other: who resolves again may be told something else (DNS rebinding). One private address
 * among several refuses them all, because nobody has both for a good reason.
 */
export async function resolveHost(
  host: string,
  allowPrivate: boolean,
  ask: AskNames = allowPrivate ? askSystem : askNameServers,
): Promise<Resolved | ResolveFault> {
  const found = await inTime(ask(host)).catch(() => []);
  const [first] = found;
  if (!first) return 'unknown_host';
  return found.every(({ address }) => mayReach(address, allowPrivate)) ? first : 'private_address';
}

async function inTime<Answer>(asking: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the name server does not answer')), patience);
  });
  return Promise.race([asking, late]).finally(() => clearTimeout(timer));
}
