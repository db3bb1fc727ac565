/**
 * Whether a report of leaked keys comes from the scanner (GitHub's secret scanning partner program): its public keys, fetched from
 * where the operator says, and the signature over the very bytes of the body.
 */

import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { faultFields, log } from '../../observe/log';

const listed = z.object({
  public_keys: z.array(z.object({ key_identifier: z.string().max(200), key: z.string().max(2000) })).max(100),
});

/** In milliseconds, on a monotonic clock. */
const patience = 3000;
const keptFor = 3_600_000;
/** Somebody who names keys that don't exist makes us ask no more often than this. */
const askedAgainAfter = 60_000;
/** After it could not be had. */
const restsFor = 5000;
const longestAnswer = 200_000;

type Known = { readonly keys: ReadonlyMap<string, KeyObject>; readonly at: number };

/** By the address that they came from. */
const known = new LRUCache<string, Known>({ max: 4 });
const failedAt = new LRUCache<string, number>({ max: 4 });
const underWay = new Map<string, Promise<Known>>();

/** `away`: the keys can't be had, so nothing can be said about the signature. */
export type Signed = 'good' | 'wrong' | 'away';

export type Signature = {
  readonly identifier: string | null;
  readonly signature: string | null;
};

export async function verifyScanner(
  keysUrl: URL,
  { identifier, signature }: Signature,
  body: Uint8Array,
): Promise<Signed> {
  if (!identifier || !signature || identifier.length > 200 || signature.length > 500) return 'wrong';
  let key: KeyObject | undefined;
  try {
    key = await keyOf(keysUrl, identifier);
  } catch (fault) {
    log.warn({ event: 'scanner_keys_failed', ...faultFields(fault) }, 'scanner_keys_failed');
    return 'away';
  }
  if (!key) return 'wrong';
  return isSignedBy(key, signature, body) ? 'good' : 'wrong';
}

function isSignedBy(key: KeyObject, signature: string, body: Uint8Array): boolean {
  try {
    return verify('sha256', body, key, Buffer.from(signature, 'base64'));
  } catch {
    // What is no signature at all.
    return false;
  }
}

async function keyOf(keysUrl: URL, identifier: string): Promise<KeyObject | undefined> {
  const held = known.get(keysUrl.href);
  const age = held ? performance.now() - held.at : Number.POSITIVE_INFINITY;
  const found = age < keptFor ? held?.keys.get(identifier) : undefined;
  if (found || age < askedAgainAfter) return found;
  return (await ask(keysUrl)).keys.get(identifier);
}

/** One question at a time, however many wait for its answer. */
async function ask(keysUrl: URL): Promise<Known> {
  const { href } = keysUrl;
  if (performance.now() - (failedAt.get(href) ?? Number.NEGATIVE_INFINITY) < restsFor)
    throw new Error('the list of keys failed a moment ago');
  const asking =
    underWay.get(href) ??
    fetchKeys(keysUrl)
      .then((keys) => {
        const answer = { keys, at: performance.now() };
        known.set(href, answer);
        return answer;
      })
      .catch((fault) => {
        failedAt.set(href, performance.now());
        throw fault;
      })
      .finally(() => underWay.delete(href));
  underWay.set(href, asking);
  return asking;
}

async function fetchKeys(keysUrl: URL): Promise<ReadonlyMap<string, KeyObject>> {
  const response = await fetch(keysUrl, {
    signal: AbortSignal.timeout(patience),
    headers: { Accept: 'application/json' },
    redirect: 'error',
    cache: 'no-store',
  });
  if (!response.ok || !response.body) throw new Error(`the list of keys answered ${response.status}`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) throw new Error('the list of keys is too long');
  }
  const { public_keys: keys } = listed.parse(JSON.parse(text));
  return new Map(keys.flatMap(({ key_identifier, key }) => readKey(key_identifier, key)));
}

/** ECDSA on P-256 alone: what else is listed verifies nothing. */
function readKey(identifier: string, pem: string): [string, KeyObject][] {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? [[identifier, key]] : [];
  } catch {
    return [];
  }
}
