/** Sign-ins that are bound to a key: a thief who copies the tokens without the key has nothing (RFC 9449). Web Crypto alone. */

import { base64Url, sha256Of } from './encoding';

/** The private half, as it is kept beside the tokens. */
type ProofKey = JsonWebKey;

export type Proven = {
  readonly method: string;
  /** Without query and fragment (§4.2). */
  readonly url: string;
  /** Shown with it; left out where a token is asked for. */
  readonly accessToken?: string;
  /** In milliseconds since 1970, by the server's clock. */
  readonly at: number;
};

export type Prover = {
  readonly key: ProofKey;
  readonly header: (proven: Proven) => Promise<string>;
};

export type ProofKeys = {
  create(): Promise<Prover>;
  of(key: ProofKey): Promise<Prover>;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const encoded = (text: string) => base64Url(new TextEncoder().encode(text));

async function proverOf(key: ProofKey): Promise<Prover> {
  const { kty, crv, x, y } = key;
  const signing = await crypto.subtle.importKey('jwk', key, algorithm, false, ['sign']);
  const head = encoded(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }));
  return {
    key,
    async header({ method, url, accessToken, at }) {
      const claims = {
        jti: crypto.randomUUID(),
        htm: method,
        htu: url,
        iat: Math.floor(at / 1000),
        ...(accessToken === undefined ? {} : { ath: await sha256Of(accessToken) }),
      };
      const said = `${head}.${encoded(JSON.stringify(claims))}`;
      const how = { name: 'ECDSA', hash: 'SHA-256' };
      const signature = await crypto.subtle.sign(how, signing, new TextEncoder().encode(said));
      return `${said}.${base64Url(new Uint8Array(signature))}`;
    },
  };
}

/** For `bindTo` of a client: each sign-in gets a key of its own. */
export const proofKeys: ProofKeys = {
  async create() {
    const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    return proverOf(await crypto.subtle.exportKey('jwk', privateKey));
  },
  of: proverOf,
};
