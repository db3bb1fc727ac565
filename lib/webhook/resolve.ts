/** Asks where a name leads, and takes nothing but addresses that may be reached. */

import { lookup } from 'node:dns/promises';
import { mayReach } from './address';

export type Resolved = { readonly address: string; readonly family: number };
export type ResolveFault = 'unknown_host' | 'private_address';

/** A name server, or what a test has in its place. */
export type AskNames = (host: string) => Promise<readonly Resolved[]>;

const askSystem: AskNames = (host) => lookup(host, { all: true, verbatim: true });

/** Longer than a name server takes that answers at all. */
const patience = 5000;

/**
 * The address to connect to, and to no other: who resolves again may be told something else (DNS rebinding). One private address
 * among several refuses them all, because nobody has both for a good reason.
 */
export async function resolveHost(
  host: string,
  allowPrivate: boolean,
  ask: AskNames = askSystem,
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
