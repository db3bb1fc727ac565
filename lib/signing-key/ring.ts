/** The signing keys as one process knows them: read at most every few seconds. */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { type CompactJWSHeaderParameters, compactVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { type Database, poolOf } from '../../db/client';
import { env } from '../config/env';
import type { Policy } from '../config/policy';
import { sha256 } from '../crypto';
import { listSigningKeys, openSigningKey, type SigningKey, signingAlgorithm, signingOne } from './keys';

export type Keyring = {
  readonly keys: readonly SigningKey[];
  readonly verifying: ReadonlyMap<string, KeyObject>;
  /** By the monotonic clock of the process. */
  readonly readAt: number;
};

type With = { readonly db: Database; readonly policy: Policy };

/** How long one process may go on with what it read; every key is published for far longer before it signs. */
const freshMs = 15_000;
/** Beyond it a wrong kid makes nobody ask the database again. */
const askAgainMs = 1000;

const rings = new WeakMap<object, Keyring>();
const opened = new WeakMap<SigningKey, Promise<CryptoKey | undefined>>();

export async function readRing({ db, policy }: With): Promise<Keyring> {
  const keys = await listSigningKeys(db, policy);
  const verifying = new Map(
    keys.map(({ kid, publicJwk }) => [
      kid,
      createPublicKey({ key: publicJwk as Record<string, string>, format: 'jwk' }),
    ]),
  );
  const ring = { keys, verifying, readAt: performance.now() };
  rings.set(poolOf(db).$client, ring);
  return ring;
}

export async function ringOf(by: With, olderThan = freshMs): Promise<Keyring> {
  const known = rings.get(poolOf(by.db).$client);
  return known && performance.now() - known.readAt < olderThan ? known : readRing(by);
}

/** For tests, and after the keys were changed: the next look asks the database. */
export const forgetKeyring = (db: Database): void => void rings.delete(poolOf(db).$client);

/** The newest key in force that this server can open: one that was sealed under a secret which is gone signs nothing. */
export async function openNewest(
  keys: readonly SigningKey[],
): Promise<{ kid: string; key: CryptoKey } | undefined> {
  const now = keys.at(-1)?.now;
  for (let left = [...keys]; now; ) {
    const one = signingOne(left, now);
    if (!one) return undefined;
    const opening = opened.get(one) ?? openSigningKey(one, env().sessionSecrets);
    opened.set(one, opening);
    const key = await opening;
    if (key) return { kid: one.kid, key };
    left = left.filter(({ kid }) => kid !== one.kid);
  }
  return undefined;
}

/** Verifying costs more than the query and always gives the same: remembered while the key is in the ring. */
const verified = new LRUCache<string, { readonly kid: string; readonly payload: unknown }>({ max: 5000 });

/** The longest that we sign is far shorter. */
const longest = 4096;

/**
 * What stands in it, where its signature is of a key of ours and its header says exactly what we write; undefined for anything
 * else. Of the header nothing is followed: `kid` looks a key up, and `jwk`, `jku` and `x5c` are never read (RFC 8725 §3.10).
 */
export async function verifyCompact(by: With, typ: string, token: string): Promise<unknown> {
  if (token.length > longest || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
  const header = headerOf(token);
  if (header?.typ !== typ || header.alg !== signingAlgorithm || typeof header.kid !== 'string')
    return undefined;
  let ring = await ringOf(by);
  if (!ring.verifying.has(header.kid)) ring = await ringOf(by, askAgainMs);
  const key = ring.verifying.get(header.kid);
  if (!key) return undefined;
  const name = sha256(token).toString('base64');
  const known = verified.get(name);
  if (known?.kid === header.kid) return known.payload;
  try {
    const { payload } = await compactVerify(token, key, { algorithms: [signingAlgorithm] });
    const content: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    verified.set(name, { kid: header.kid, payload: content });
    return content;
  } catch {
    // Forged, cut off, or no JSON: a wrong token and no fault of ours.
    return undefined;
  }
}

function headerOf(token: string): Partial<CompactJWSHeaderParameters> | undefined {
  try {
    const text = Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8');
    const header: unknown = JSON.parse(text);
    return typeof header === 'object' && header !== null ? header : undefined;
  } catch {
    return undefined;
  }
}
