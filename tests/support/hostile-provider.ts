/** An OpenID provider that answers as a test wants it to: right, wrong, slowly or not at all. */

import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { serve } from '../../e2e/stand-ins/page';

export type Manner = {
  /** Put over those of a right ID token; a time is counted from now. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signedBy?: 'another key' | 'nobody';
  readonly token?: 'hangs' | 500;
};

const keys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [own, other] = [keys(), keys()];
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(claims: object, key: KeyObject | undefined): string {
  const head = part({ alg: key ? 'RS256' : 'none', kid: 'one' });
  const text = `${head}.${part(claims)}`;
  return `${text}.${key ? createSign('RSA-SHA256').update(text).sign(key, 'base64url') : ''}`;
}

function idToken(
  url: string,
  clientId: string,
  { manner, nonce }: { manner: Manner; nonce: string },
): string {
  const now = Math.floor(Date.now() / 1000);
  const right = { iss: url, aud: clientId, sub: 'one', iat: now, exp: now + 300, nonce };
  const person = { email: 'ada@example.com', email_verified: true, name: 'Ada' };
  const key = manner.signedBy === 'another key' ? other.privateKey : own.privateKey;
  return signed({ ...right, ...person, ...manner.claims }, manner.signedBy === 'nobody' ? undefined : key);
}

/** `manner` and `nonce` may be changed between two ways. */
export async function hostileProvider(clientId: string) {
  const state = { manner: {} as Manner, nonce: '' };
  const server = await serve((url) => async (request, response) => {
    const answer = (body: object, status = 200) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.url?.startsWith('/.well-known/')) return answer(metadata(url));
    if (request.url === '/jwks')
      return answer({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' }] });
    if (state.manner.token === 'hangs') await delay(30_000, undefined, { ref: false });
    if (state.manner.token === 500) return answer({ error: 'server_error' }, 500);
    answer({ access_token: 'x', token_type: 'bearer', id_token: idToken(url, clientId, state) });
  });
  return Object.assign(state, server);
}

const metadata = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  jwks_uri: `${url}/jwks`,
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
});
