import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { expect, test } from 'vitest';
import { createClient } from './client';
import { proofKeys } from './proof';
import { memoryStore } from './store';

const issuer = 'https://app.test';
const at = Date.parse('2026-11-30T12:00:00Z');

/** What stands in a proof whose key signed it. */
async function read(proof: string) {
  const header = decodeProtectedHeader(proof);
  const jwk = header.jwk as JWK;
  const { payload } = await compactVerify(proof, await importJWK(jwk, 'ES256'));
  const claims = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
  return { header, claims, thumbprint: await calculateJwkThumbprint(jwk) };
}

/** A server that binds tokens to keys, as far as its answers go. */
function bindingServer() {
  const asked: { path: string; headers: Headers }[] = [];
  let issued = 0;
  const answers: Readonly<Record<string, () => Response>> = {
    '/.well-known/oauth-authorization-server': () =>
      Response.json(
        {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          device_authorization_endpoint: `${issuer}/device`,
          revocation_endpoint: `${issuer}/revoke`,
        },
        { headers: { date: new Date(at).toUTCString() } },
      ),
    '/device': () =>
      Response.json({
        device_code: 'd',
        user_code: 'BCDF-GHJK',
        verification_uri: `${issuer}/d`,
        expires_in: 600,
      }),
    '/token': () => {
      issued += 1;
      const tokens = { access_token: `a${issued}`, refresh_token: `r${issued}` };
      return Response.json({ ...tokens, token_type: 'DPoP', expires_in: 600, scope: '' });
    },
    '/api/v1/me': () => Response.json({}),
  };
  const fetching = (async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    asked.push({ path: pathname, headers: request.headers });
    return answers[pathname]?.() ?? new Response(null, { status: 404 });
  }) as typeof fetch;
  return { asked, fetching };
}

test('a sign-in that is bound to a key proves it with every request, by the server’s clock', async () => {
  const { asked, fetching } = bindingServer();
  const store = memoryStore();
  let off = -3_600_000;
  const client = createClient({
    issuer,
    clientId: 'app',
    store,
    fetch: fetching,
    bindTo: proofKeys,
    now: () => at + off,
    wait: async () => undefined,
  });
  await client.signInWithDevice({ onCode: () => undefined });
  await client.fetch('/api/v1/me?page=2', { method: 'post', body: 'x' });
  off += 600_000;
  await client.fetch('/api/v1/me');
  const shown = asked.filter(({ headers }) => headers.has('dpop'));
  expect(shown.map(({ path }) => path)).toEqual(['/token', '/api/v1/me', '/token', '/api/v1/me']);
  const proofs = await Promise.all(shown.map(({ headers }) => read(headers.get('dpop') ?? '')));
  expect(proofs.map(({ header }) => header)).toEqual(
    Array(4).fill({
      typ: 'dpop+jwt',
      alg: 'ES256',
      jwk: { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) },
    }),
  );
  expect(new Set(proofs.map(({ thumbprint }) => thumbprint)).size).toBe(1);
  expect(new Set(proofs.map(({ claims }) => claims.jti)).size).toBe(4);
  expect(proofs.map(({ claims }) => [claims.htm, claims.htu])).toEqual([
    ['POST', `${issuer}/token`],
    ['POST', `${issuer}/api/v1/me`],
    ['POST', `${issuer}/token`],
    ['GET', `${issuer}/api/v1/me`],
  ]);
  const ath = (token: string) => createHash('sha256').update(token).digest('base64url');
  expect(proofs.map(({ claims }) => claims.ath)).toEqual([undefined, ath('a1'), undefined, ath('a2')]);
  expect(proofs.map(({ claims }) => claims.iat)).toEqual([0, 0, 600, 600].map((later) => at / 1000 + later));
  expect(shown[1]?.headers.get('authorization')).toBe('DPoP a1');
});

test('each sign-in has a key of its own, which comes back out of the store', async () => {
  const [one, other] = [await proofKeys.create(), await proofKeys.create()];
  const proven = { method: 'GET', url: issuer, at };
  const thumbprint = async (of: typeof one) => (await read(await of.header(proven))).thumbprint;
  expect(await thumbprint(one)).not.toBe(await thumbprint(other));
  const kept = JSON.parse(JSON.stringify(one.key)) as JsonWebKey;
  expect(await thumbprint(await proofKeys.of(kept))).toBe(await thumbprint(one));
});

test('a client that asked for bound tokens takes no others, and one that cannot prove a key says so', async () => {
  const { fetching } = bindingServer();
  const store = memoryStore();
  const plain = createClient({
    issuer,
    clientId: 'app',
    store,
    fetch: fetching,
    wait: async () => undefined,
  });
  await expect(plain.signInWithDevice({ onCode: () => undefined })).rejects.toMatchObject({
    name: 'UnreachableError',
  });
  const { key } = await proofKeys.create();
  await store.save({
    issuer,
    accessToken: 'a',
    refreshToken: 'r',
    scope: '',
    expiresAt: 1e15,
    clockOffset: 0,
    proofKey: key,
  });
  await expect(plain.fetch('/api/v1/me')).rejects.toThrow(/bindTo/);
});
