/** What makes each authorization request its own, and how long it may take: by the database's clock, as everything that is timed. */

import { sql } from 'drizzle-orm';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import type { Executor } from '../../db/client';
import type { Seconds } from '../time';
import type { Proofs } from './claim';

/** 256 random bits each. */
export const newProofs = (): Proofs => ({
  state: randomState(),
  nonce: randomNonce(),
  verifier: randomPKCECodeVerifier(),
});

/** Seconds since 1970. */
export async function databaseSeconds(db: Executor): Promise<number> {
  const [row] = await db.execute<{ seconds: number }>(
    sql`select floor(extract(epoch from now()))::float8 as seconds`,
  );
  if (!row) throw new Error('the database told no time');
  return row.seconds;
}

/** Not from the future either: no database of ours has written that. */
export async function isYoung(db: Executor, since: number, lifetime: Seconds): Promise<boolean> {
  const age = (await databaseSeconds(db)) - since;
  return age >= -1 && age < lifetime;
}
