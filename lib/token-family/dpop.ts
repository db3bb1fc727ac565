/** Proofs that a client holds its key: a small signed note for one request (RFC 9449). Pure but for the signature. */

import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { z } from 'zod';
import { sha256 } from '../crypto';

/** The only one; what is signed with another proves nothing. */
export const proofAlgorithm = 'ES256';

const proofType = 'dpop+jwt';

/** Either way, in seconds, between its making and the database's now. */
export const proofLeeway = 60;

const longestProof = 4096;

const coordinate = z.string().regex(/^[\w-]{43}$/);

/** The key stands in the header itself; what leads elsewhere is never read. One that shows its private part is nobody's any more. */
const header = z.object({
  typ: z.literal(proofType),
  alg: z.literal(proofAlgorithm),
  jwk: z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: coordinate,
    y: coordinate,
    d: z.never().optional(),
  }),
});

const claims = z.object({
  jti: z.string().min(8).max(200),
  htm: z.string(),
  htu: z.string(),
  iat: z.int().min(0).max(99_999_999_999),
  ath: z.string().optional(),
});

export type ReadProof = z.infer<typeof claims> & {
  /** Of the key that signed it (RFC 7638). */
  readonly thumbprint: string;
};

/** What stands in it, where the key in its own header signed it; undefined for anything else. */
export async function readProof(text: string): Promise<ReadProof | undefined> {
  if (text.length > longestProof || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return undefined;
  try {
    const { jwk } = header.parse(decodeProtectedHeader(text));
    const { kty, crv, x, y } = jwk;
    const key = await importJWK({ kty, crv, x, y }, proofAlgorithm);
    const { payload } = await compactVerify(text, key, { algorithms: [proofAlgorithm] });
    const read = claims.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
    return { ...read, thumbprint: await calculateJwkThumbprint({ kty, crv, x, y }) };
  } catch {
    // Forged, cut off, or not in this form: a wrong proof and no fault of ours.
    return undefined;
  }
}

export type ProofFor = {
  readonly method: string;
  /** The whole address, without query and fragment. */
  readonly url: string;
  /** The access token that is shown with it; absent where it asks for one. */
  readonly token?: string | undefined;
  /** Of the key that the token is bound to; absent where any key may be shown. */
  readonly boundTo?: string | undefined;
};

/** Why it is not for this request; undefined where it is. */
export function mismatchOfProof(
  proof: ReadProof,
  { method, url, token, boundTo }: ProofFor,
): string | undefined {
  if (proof.htm !== method) return 'htm is another method';
  if (!isSameAddress(proof.htu, url)) return 'htu is another address';
  if (boundTo !== undefined && proof.thumbprint !== boundTo) return 'it is of another key than the token';
  if (token === undefined) return undefined;
  return proof.ath === sha256(token).toString('base64url') ? undefined : 'ath is not of this token';
}

/** However its scheme, host and port are written (RFC 9449 §4.3). A query or a fragment of its own makes it another one. */
const isSameAddress = (htu: string, url: string): boolean =>
  htu === url || (URL.canParse(htu) && !/[?#]/.test(htu) && new URL(htu).href === new URL(url).href);
