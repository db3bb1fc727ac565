/** A client that holds a key of its own and proves it (RFC 9449). */

import { randomUUID } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { sha256 } from '../../lib/crypto';

type Proving = {
  readonly method?: string;
  readonly url: string;
  readonly token?: string;
  /** What its claims and its header say instead. */
  readonly claims?: object;
  readonly header?: object;
};

export async function proofClient() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    jwk,
    privateJwk: await exportJWK(privateKey),
    thumbprint: await calculateJwkThumbprint(jwk),
    prove({ method = 'GET', url, token, claims = {}, header = {} }: Proving): Promise<string> {
      const said = {
        jti: randomUUID(),
        htm: method,
        htu: url,
        iat: Math.floor(Date.now() / 1000),
        ...(token ? { ath: sha256(token).toString('base64url') } : {}),
        ...claims,
      };
      return new CompactSign(Buffer.from(JSON.stringify(said)))
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
        .sign(privateKey, { crit: { unknown: true } });
    },
  };
}

export type ProofClient = Awaited<ReturnType<typeof proofClient>>;
