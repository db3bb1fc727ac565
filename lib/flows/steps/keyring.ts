/** Signs with the keys of the product, and publishes them. The first is made when it is needed. */

import { CompactSign, type JWK } from 'jose';
import { env } from '../../config/env';
import { createSigningKey, listSigningKeys, lockSigningKeys, signingAlgorithm } from '../../signing-key/keys';
import { type Keyring, openNewest, readRing, ringOf } from '../../signing-key/ring';
import { type AnonymousContext, inTransaction, type PooledContext } from '../context';
import { record } from './record';

/** The first key signs at once. Of two instances that find none, one makes it. */
async function makeFirst(ctx: PooledContext): Promise<Keyring> {
  await inTransaction(ctx, async (tx) => {
    await lockSigningKeys(tx);
    const keys = await listSigningKeys(tx, ctx.policy);
    if (await openNewest(keys)) return;
    await recordNewKey(ctx, tx, await createSigningKey(tx, env().sessionSecrets, 0), 'first');
  });
  return readRing(ctx);
}

export const recordNewKey = (
  ctx: AnonymousContext,
  db: AnonymousContext['db'],
  { kid }: { kid: string },
  reason: string,
) => record(ctx, db, { event: 'signing_key_created', outcome: 'success', reason, data: { kid } });

/** Signs with the key in force. Throws when the database is away. */
export async function signCompact(ctx: PooledContext, typ: string, claims: object): Promise<string> {
  const signing =
    (await openNewest((await ringOf(ctx)).keys)) ?? (await openNewest((await makeFirst(ctx)).keys));
  if (!signing) throw new Error('no signing key could be opened');
  const header = { alg: signingAlgorithm, typ, kid: signing.kid };
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(header).sign(signing.key);
}

/** For verifiers elsewhere (RFC 7517): those that will sign, sign, and have signed lately. */
export async function publishedKeys(ctx: PooledContext): Promise<JWK[]> {
  const ring = await ringOf(ctx);
  const { keys } = ring.keys.length > 0 ? ring : await makeFirst(ctx);
  return keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: signingAlgorithm, use: 'sig' }));
}
