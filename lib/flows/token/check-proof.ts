/** Whether a client holds its key: asked where a token is bound to one, and where one is made (RFC 9449). */

import { mismatchOfProof, type ProofFor, proofLeeway, readProof } from '../../token-family/dpop';
import { spendProof } from '../../token-family/used-proofs';
import type { AnonymousContext } from '../context';

export type CheckedProof =
  /** `thumbprint`: of the key (RFC 7638). */
  | { readonly ok: true; readonly thumbprint: string }
  /** `why` is for developers. */
  | { readonly ok: false; readonly why: string };

const wrong = (why: string): CheckedProof => ({ ok: false, why });

/**
 * One statement for a proof that fits, none for any other. It counts once, within a minute of its making by the database's clock.
 * Throws when the database is away.
 */
export async function checkProof(
  ctx: AnonymousContext,
  { proof, ...shown }: ProofFor & { readonly proof: string | null },
): Promise<CheckedProof> {
  if (!proof) return wrong('there is no DPoP proof');
  const read = await readProof(proof);
  if (!read) return wrong('the proof is malformed, or its key did not sign it');
  const fault = mismatchOfProof(read, shown);
  if (fault) return wrong(fault);
  const { first, timely } = await spendProof(ctx.db, read, proofLeeway);
  if (!timely) return wrong('iat is too far from our clock');
  return first ? { ok: true, thumbprint: read.thumbprint } : wrong('the proof was shown before');
}
