/** Proofs that were shown: each counts once, on whatever instance (RFC 9449 §11.1). */

import type { Executor } from '../../db/client';
import { runPrepared } from '../../db/prepared';
import { sha256 } from '../crypto';

const useStatement = `
  with used as (
    insert into used_proofs (proof_hash) select $1 where abs(extract(epoch from now()) - $2) <= $3
    on conflict do nothing returning 1
  )
  select exists (select 1 from used) as first, abs(extract(epoch from now()) - $2) <= $3 as timely`;

type Shown = { readonly thumbprint: string; readonly jti: string; readonly iat: number };

/** Remembers one that is `timely`: made within `leeway` seconds of the database's now. `first`: nobody has shown it before; of two at once one is. */
export async function spendProof(
  db: Executor,
  { thumbprint, jti, iat }: Shown,
  leeway: number,
): Promise<{ readonly first: boolean; readonly timely: boolean }> {
  const [row] = await runPrepared<{ first: boolean; timely: boolean }>(db, useStatement, [
    sha256(`${thumbprint} ${jti}`),
    iat,
    leeway,
  ]);
  if (!row) throw new Error('the proof was not remembered');
  return row;
}
