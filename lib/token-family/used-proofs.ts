/** Proofs that were shown: each counts once, on whatever instance (RFC 9449 §11.1). */

import type { Executor } from '../../db/client';
import { runPrepared } from '../../db/prepared';
import { sha256 } from '../crypto';

const useStatement = `
  with used as (insert into used_proofs (proof_hash) values ($1) on conflict do nothing returning 1)
  select exists (select 1 from used) as first, extract(epoch from now())::float8 as now`;

/** Remembers it. `first`: nobody has shown it before; of two at once one is. `now`: the database's clock, in seconds. */
export async function spendProof(
  db: Executor,
  { thumbprint, jti }: { readonly thumbprint: string; readonly jti: string },
): Promise<{ readonly first: boolean; readonly now: number }> {
  const [row] = await runPrepared<{ first: boolean; now: number }>(db, useStatement, [
    sha256(`${thumbprint} ${jti}`),
  ]);
  if (!row) throw new Error('the proof was not remembered');
  return row;
}
