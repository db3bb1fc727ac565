/** The signing keys as one process knows them: read at most every few seconds, made where there is none, replaced when their time is over. */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { type CompactJWSHeaderParameters, CompactSign, compactVerify, type JWK } from 'jose';
import { LRUCache } from 'lru-cache';
import { type Database, poolOf } from '../../../db/client';
import { env } from '../../config/env';
import { sha256 } from '../../crypto';
import {
  createSigningKey,
  listSigningKeys,
  lockSigningKeys,
  openSigningKey,
  type SigningKey,
  signingAlgorithm,
  signingOne,
} from '../../signing-key/keys';
import { type AnonymousContext, inTransaction, type PooledContext } from '../context';
import { record } from './record';

type Keyring = {
  readonly keys: readonly SigningKey[];
  readonly verifying: ReadonlyMap<string, KeyObject>;
  /** By the monotonic clock of the process. */
  readonly readAt: number;
};

/** How long one process may go on with what it read; every key is published for far longer before it signs. */
const freshMs = 15_000;
/** Beyond it a wrong kid makes nobody ask the database again. */
const askAgainMs = 1000;

const rings = new WeakMap<object, Keyring>();
const opened = new WeakMap<SigningKey, Promise<CryptoKey | undefined>>();

async function readRing(ctx: PooledContext): Promise<Keyring> {
  const keys = await listSigningKeys(ctx.db, ctx.policy);
  const verifying = new Map(
    keys.map(({ kid, publicJwk }) => [
      kid,
      createPublicKey({ key: publicJwk as Record<string, string>, format: 'jwk' }),
    ]),
  );
  const ring = { keys, verifying, readAt: performance.now() };
  rings.set(poolOf(ctx.db).$client, ring);
  return ring;
}

async function ringOf(ctx: PooledContext, olderThan = freshMs): Promise<Keyring> {
  const known = rings.get(poolOf(ctx.db).$client);
  return known && performance.now() - known.readAt < olderThan ? known : readRing(ctx);
}

/** For tests and for whoever has just changed the keys: the next look asks the database. */
export const forgetKeyring = (db: Database): void => void rings.delete(poolOf(db).$client);

/** The first key signs at once. Of two instances that find none, one makes it. */
async function makeFirst(ctx: PooledContext): Promise<Keyring> {
  await inTransaction(ctx, async (tx) => {
    await lockSigningKeys(tx);
    const keys = await listSigningKeys(tx, ctx.policy);
    if (await openOne(keys)) return;
    await recordNew(ctx, tx, await createSigningKey(tx, env().sessionSecrets, 0), 'first');
  });
  return readRing(ctx);
}

export const recordNew = (
  ctx: AnonymousContext,
  db: AnonymousContext['db'],
  { kid }: { kid: string },
  reason: string,
) => record(ctx, db, { event: 'signing_key_created', outcome: 'success', reason, data: { kid } });

/** The newest key in force that this server can open: one that was sealed under a secret which is gone signs nothing. */
async function openOne(keys: readonly SigningKey[]): Promise<{ kid: string; key: CryptoKey } | undefined> {
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

/** Signs with the key in force. Throws when the database is away. */
export async function signCompact(ctx: PooledContext, typ: string, claims: object): Promise<string> {
  const signing = (await openOne((await ringOf(ctx)).keys)) ?? (await openOne((await makeFirst(ctx)).keys));
  if (!signing) throw new Error('no signing key could be opened');
  const header = { alg: signingAlgorithm, typ, kid: signing.kid };
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(header).sign(signing.key);
}

/** Verifying costs more than the query and always gives the same: remembered while the key is in the ring. */
const verified = new LRUCache<string, { readonly kid: string; readonly payload: unknown }>({ max: 5000 });

/** The longest that we sign is far shorter. */
const longest = 4096;

/**
 * What stands in it, where its signature is of a key of ours and its header says exactly what we write; undefined for anything
 * else. Of the header nothing is followed: `kid` looks a key up, and `jwk`, `jku` and `x5c` are never read (RFC 8725 §3.10).
 */
export async function verifyCompact(ctx: PooledContext, typ: string, token: string): Promise<unknown> {
  if (token.length > longest || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
  const header = headerOf(token);
  if (header?.typ !== typ || header.alg !== signingAlgorithm || typeof header.kid !== 'string')
    return undefined;
  let ring = await ringOf(ctx);
  if (!ring.verifying.has(header.kid)) ring = await ringOf(ctx, askAgainMs);
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
    const header: unknown = JSON.parse(
      Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8'),
    );
    return typeof header === 'object' && header !== null ? header : undefined;
  } catch {
    return undefined;
  }
}

/** For verifiers elsewhere (RFC 7517): those that will sign, sign, and have signed lately. */
export async function publishedKeys(ctx: PooledContext): Promise<JWK[]> {
  const ring = await ringOf(ctx);
  const { keys } = ring.keys.length > 0 ? ring : await makeFirst(ctx);
  return keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: signingAlgorithm, use: 'sig' }));
}
