/** Keys that sign: made, sealed, published, replaced. All times are the database's. */

import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK } from 'jose';
import { ago, lasting } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { signingKeys } from '../../db/schema/signing-keys';
import { env } from '../config/env';
import type { Policy } from '../config/policy';
import { nameOfSealKey, openUnder, sealUnder } from '../sealed';
import { newSecret } from '../secret';

/** The only algorithm; what is signed with another was not signed by us (RFC 8725 §3.1). */
export const signingAlgorithm = 'ES256';

const of = (kid: string) => ({ purpose: 'signing-key', boundTo: kid }) as const;

/** `lead`: how long it is published before it signs; none for the first one, which nobody could have known of. */
export async function createSigningKey(
  db: Executor,
  secrets: readonly string[],
  lead: number,
): Promise<{ kid: string }> {
  const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const kid = newSecret().slice(0, 16);
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const { sealed, under } = sealUnder(secrets, await exportPKCS8(privateKey), of(kid));
  await db.insert(signingKeys).values({
    kid,
    publicJwk: { kty: `${kty}`, crv: `${crv}`, x: `${x}`, y: `${y}` },
    privateSealed: sealed,
    sealedUnder: under,
    activeFrom: sql`now() + ${lasting(lead)}`,
  });
  return { kid };
}

/** `published`: whether verifiers find it; `signs`: it is the newest that is in force. */
export type SigningKey = {
  readonly kid: string;
  readonly publicJwk: JWK;
  readonly sealed: Buffer;
  readonly under: string;
  readonly createdAt: Date;
  readonly activeFrom: Date;
  readonly retiredAt: Date | null;
  readonly now: Date;
};

/** Oldest first: what verifies now, or soon will. A retired one stays for as long as what it signed is good, and caches are old. */
export const listSigningKeys = (db: Executor, policy: Policy): Promise<SigningKey[]> =>
  db
    .select({
      kid: signingKeys.kid,
      publicJwk: signingKeys.publicJwk,
      sealed: signingKeys.privateSealed,
      under: signingKeys.sealedUnder,
      createdAt: signingKeys.createdAt,
      activeFrom: signingKeys.activeFrom,
      retiredAt: signingKeys.retiredAt,
      now: sql`now()`.mapWith(signingKeys.createdAt),
    })
    .from(signingKeys)
    .where(
      sql`${signingKeys.retiredAt} is null or ${signingKeys.retiredAt} > ${ago(policy.signingKeyLead + policy.accessTokenLifetime)}`,
    )
    .orderBy(asc(signingKeys.activeFrom), asc(signingKeys.kid));

/** Of keys oldest first: the newest that is in force and whose secret is still configured. */
export function signingOne(keys: readonly SigningKey[], at: Date): SigningKey | undefined {
  return keys.filter(({ activeFrom, retiredAt }) => !retiredAt && activeFrom <= at).at(-1);
}

/** Undefined where the secret that it is sealed under is no longer configured. */
export async function openSigningKey(
  key: SigningKey,
  secrets: readonly string[],
): Promise<CryptoKey | undefined> {
  const pkcs8 = openUnder(secrets, key, of(key.kid));
  return pkcs8 === undefined ? undefined : importPKCS8(pkcs8, signingAlgorithm);
}

/** `gone`: no verifier finds it any more, whenever it was retired; otherwise they do for as long as what it signed is good. */
export async function retireSigningKey(db: Executor, kid: string, gone = false): Promise<boolean> {
  const which = eq(signingKeys.kid, kid);
  if (gone) {
    const rows = await db.delete(signingKeys).where(which).returning({ kid: signingKeys.kid });
    return rows.length > 0;
  }
  const rows = await db
    .update(signingKeys)
    .set({ retiredAt: sql`now()` })
    .where(and(which, isNull(signingKeys.retiredAt)))
    .returning({ kid: signingKeys.kid });
  return rows.length > 0;
}

/** Gone for good, long after anything that it signed is good. */
export async function removeOldSigningKeys(db: Executor, policy: Policy): Promise<number> {
  const rows = await db
    .delete(signingKeys)
    .where(sql`${signingKeys.retiredAt} < ${ago(2 * (policy.signingKeyLead + policy.accessTokenLifetime))}`)
    .returning({ kid: signingKeys.kid });
  return rows.length;
}

/** Under the newest secret, so that an old one can go. Returns how many were sealed again. */
export async function resealSigningKeys(db: Executor): Promise<number> {
  const secrets = env().sessionSecrets;
  const [newest = ''] = secrets;
  const old = await db
    .select({ kid: signingKeys.kid, sealed: signingKeys.privateSealed, under: signingKeys.sealedUnder })
    .from(signingKeys)
    .where(ne(signingKeys.sealedUnder, nameOfSealKey(newest, 'signing-key')));
  let done = 0;
  for (const key of old) {
    const pkcs8 = openUnder(secrets, key, of(key.kid));
    // Its secret is gone, so it signs nothing; what it signed is verified by its public part.
    if (pkcs8 === undefined) continue;
    const { sealed, under } = sealUnder(secrets, pkcs8, of(key.kid));
    await db
      .update(signingKeys)
      .set({ privateSealed: sealed, sealedUnder: under })
      .where(eq(signingKeys.kid, key.kid));
    done += 1;
  }
  return done;
}

/** One at a time over all instances, until the end of the transaction; those who only read go on. */
export const lockSigningKeys = (tx: Transaction) =>
  tx.execute(sql`lock table ${signingKeys} in share row exclusive mode`);
