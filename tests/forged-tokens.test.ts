/** docs/security.md O1 to O4: what is no access token of ours opens nothing, and costs neither a request elsewhere nor a 5xx. */

import { createHmac, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { product } from '../lib/config/product';
import { newToken } from '../lib/opaque-token';
import { listSigningKeys, openSigningKey, type SigningKey } from '../lib/signing-key/keys';
import { apiOrigin, apiWorld, type TestApp } from './support/api-world';
import { flowWorld, type Person } from './support/flow-world';

const world = flowWorld();
const api = apiWorld(world);

let person: Person;
let app: TestApp;
let good: string;
let ours: SigningKey;
let privateKey: CryptoKey;
beforeAll(async () => {
  person = await world.person();
  app = await api.app(person);
  good = await api.sign(api.claims(app));
  [ours] = (await listSigningKeys(world.db, world.policy)) as [SigningKey];
  const opened = await openSigningKey(ours, [process.env.SESSION_SECRET ?? '']);
  if (!opened) throw new Error('the key was not opened');
  privateKey = opened;
});
const fetched = vi.fn();
beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => {
  expect(fetched).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});

const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const header = () => ({ alg: 'ES256', typ: 'at+jwt', kid: ours.kid });
const now = () => Math.floor(Date.now() / 1000);
/** Really signed with our key, whatever the header says besides. */
const signedWith = (more: object, claims: object = api.claims(app)) =>
  new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ ...header(), ...more } as { alg: string })
    .sign(privateKey, { crit: { unknown: true } });
const parts = (token: string) => token.split('.') as [string, string, string];
const hs256 = (secret: Buffer | string, more: object = {}) => {
  const text = `${part({ ...header(), alg: 'HS256', ...more })}.${part(api.claims(app))}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};
const publicKey = () => createPublicKey({ key: ours.publicJwk as Record<string, string>, format: 'jwk' });
const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const byAttacker = (more: object) =>
  new CompactSign(Buffer.from(JSON.stringify(api.claims(app))))
    .setProtectedHeader({ ...header(), ...more } as { alg: string })
    .sign(attacker.privateKey);

async function expectRefused(token: string, why?: RegExp) {
  const { status, body, headers } = await api.ask('/me', { token });
  expect({ status, code: body.code }).toEqual({ status: 401, code: 'invalid_token' });
  expect(headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token", error_description="[^"]+"/);
  if (why) expect(body.detail).toMatch(why);
}

test('the token that all of these are made from is good', async () => {
  expect((await api.ask('/me', { token: good })).status).toBe(200);
  expect((await api.ask('/me', { token: await signedWith({}) })).status).toBe(200);
});

describe('O1: signature and algorithm', () => {
  test('an edited payload', async () => {
    const [head, , signature] = parts(good);
    const more = { ...api.claims(app), sub: randomUUID() };
    await expectRefused(`${head}.${part(more)}.${signature}`);
  });

  test.each(['none', 'None', 'NONE', 'nOnE', '', 'ES384', 'RS256', 'EdDSA'])('alg %s', async (alg) => {
    const [, payload, signature] = parts(good);
    const head = part({ ...header(), alg });
    for (const end of ['', signature]) await expectRefused(`${head}.${payload}.${end}`);
  });

  test('HS256 with the public key as its secret, however it is written', async () => {
    const key = publicKey();
    const pem = key.export({ type: 'spki', format: 'pem' }).toString();
    const secrets = [
      pem,
      pem.trimEnd(),
      key.export({ type: 'spki', format: 'der' }),
      JSON.stringify(ours.publicJwk),
      Buffer.from(String(ours.publicJwk.x), 'base64url'),
    ];
    for (const secret of secrets) await expectRefused(hs256(secret));
  });

  test('a signature of zeros, and one of DER that means zero', async () => {
    const [head, payload] = parts(good);
    const zeros = [Buffer.alloc(64).toString('base64url'), 'MAYCAQACAQA'];
    for (const signature of zeros) await expectRefused(`${head}.${payload}.${signature}`);
  });

  test('a key in the header itself, or an address to get it from', async () => {
    const jwk = attacker.publicKey.export({ format: 'jwk' });
    const leads = [
      { jwk },
      { jwk, kid: undefined },
      { jku: 'https://evil.example/jwks.json' },
      { x5u: 'https://evil.example/x5u' },
      { x5c: [Buffer.from('certificate').toString('base64')] },
      {},
    ];
    for (const more of leads) await expectRefused(await byAttacker(more));
  });

  test('what has to be understood and is not', async () => {
    await expectRefused(await signedWith({ crit: ['unknown'], unknown: 1 }));
    const unencoded = `${part({ ...header(), b64: false, crit: ['b64'] })}.${parts(good)[1]}.${parts(good)[2]}`;
    await expectRefused(unencoded);
  });

  test.each([
    ['without its dots', () => good.replaceAll('.', '')],
    ['with one dot', () => parts(good).slice(0, 2).join('.')],
    ['with four', () => `${good}.x.y`],
    ['with an empty payload', () => `${parts(good)[0]}..${parts(good)[2]}`],
    ['that is no JSON', () => `${part('{')}.${parts(good)[1]}.${parts(good)[2]}`],
    ['whose header is a list', () => `${part([])}.${parts(good)[1]}.${parts(good)[2]}`],
    ['whose header is null', () => `${part('null')}.${parts(good)[1]}.${parts(good)[2]}`],
    [
      'encrypted',
      () => `${part({ alg: 'dir', enc: 'A256GCM' })}..${part('iv')}.${part('text')}.${part('tag')}`,
    ],
    ['longer than any of ours', () => `${parts(good)[0]}.${'A'.repeat(10_000)}.${parts(good)[2]}`],
    ['cut off', () => good.slice(0, -3)],
    ['followed by more', () => `${good}AAAA`],
  ])('a token %s', async (_how, token) => expectRefused(token()));
});

describe('O2: kid finds a key and does nothing else', () => {
  test('with an empty secret under a path that is there', async () => {
    await expectRefused(hs256('', { kid: '../../../../dev/null' }));
  });

  test.each([
    ['a path', '../../../../dev/null'],
    ['an injection', "x' union select 'secret' --"],
    ['one that is not known', 'unknown'],
    ['none', undefined],
    ['a list', ['a']],
    ['an object', { a: 1 }],
    ['10 KB', 'k'.repeat(10_240)],
    ['__proto__', '__proto__'],
  ])('%s', async (_what, kid) => expectRefused(await signedWith({ kid })));
});

describe('O3: time', () => {
  const at = (claims: object) => api.sign({ ...api.claims(app), ...claims });

  test.each([
    ['that expired 31 s ago', () => ({ iat: now() - 631, exp: now() - 31 }), /expired/],
    ['valid in 61 s', () => ({ nbf: now() + 61 }), /not valid yet/],
    ['made in 61 s', () => ({ iat: now() + 61, exp: now() + 661 }), /not valid yet/],
    ['that lives for longer than any of ours', () => ({ exp: now() + 601 }), /longer/],
    ['that ends before it begins', () => ({ iat: now() + 20, exp: now() + 10 }), /longer/],
  ])('a token %s', async (_how, claims, why) => expectRefused(await at(claims()), why));

  test.each([
    ['no exp', () => ({ exp: undefined })],
    ['no iat', () => ({ iat: undefined })],
    ['exp as text', () => ({ exp: String(now() + 300) })],
    ['exp as a fraction', () => ({ exp: now() + 300.5 })],
    ['exp of 1e20', () => ({ exp: 1e20 })],
    ['exp below zero', () => ({ exp: -1 })],
  ])('%s', async (_how, claims) => expectRefused(await at(claims()), /malformed/));

  test('what is off by less than the leeway of 30 s is good', async () => {
    const young = await at({ iat: now() - 610, exp: now() - 10, jti: 'just-over' });
    expect((await api.ask('/me', { token: young })).status).toBe(200);
    const early = await at({ nbf: now() + 20 });
    expect((await api.ask('/me', { token: early })).status).toBe(200);
  });
});

describe('O4: type, audience, issuer', () => {
  test.each(['JWT', 'at+JWT', 'application/at+jwt', 'secevent+jwt', 'dpop+jwt', '', undefined])(
    'typ %s',
    async (typ) => expectRefused(await signedWith({ typ })),
  );

  test.each([
    ['another audience', { aud: 'https://reports.example.com' }, /audience/],
    ['another path of ours', { aud: `${apiOrigin}/api` }, /audience/],
    ['a list with ours in it', { aud: [`${apiOrigin}/api/v1`, 'https://reports.example.com'] }, /malformed/],
    ['no audience', { aud: undefined }, /malformed/],
    ['another issuer', { iss: 'https://evil.example' }, /issuer/],
    ['no issuer', { iss: undefined }, /malformed/],
    ['no person', { sub: undefined }, /malformed/],
    ['another person', { sub: randomUUID() }, /not signed for this/],
    ['another app', { client_id: `${product.slug}-cli` }, /not signed for this/],
    ['no session', { sid: undefined }, /not for this API/],
    ['a session that is no id', { sid: "x' or true" }, /malformed/],
  ])('%s', async (_what, claims, why) =>
    expectRefused(await api.sign({ ...api.claims(app), ...claims }), why),
  );

  test('a refresh token, a device code, an authorization code, and keys that nobody made', async () => {
    for (const kind of ['ref', 'dev', 'cod', 'pat', 'svc'] as const) await expectRefused(newToken(kind));
  });

  test('what opens a browser session, and the secret of a mailed link', async () => {
    await expectRefused(person.secret);
    await expectRefused(await world.link(person.userId, 'reset_password'));
    const sid = await api.sign({ ...api.claims(app), sid: person.sessionId });
    expect(await api.ask('/me', { token: sid })).toMatchObject({ status: 401, body: { reason: 'revoked' } });
  });

  test('a scope that is not known, or that the app was never given, is nothing', async () => {
    const small = await api.app(person, { scopes: ['me:read'] });
    const claims = { ...api.claims(small), scope: 'me:read sessions:read admin *' };
    const { body } = await api.ask('/me', { token: await api.sign(claims) });
    expect(body.scopes).toEqual(['me:read']);
  });
});
