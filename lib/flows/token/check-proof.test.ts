import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { usedProofs } from '../../../db/schema/used-proofs';
import { type ProofClient, proofClient } from '../../../tests/support/dpop';
import { flowWorld } from '../../../tests/support/flow-world';
import { checkProof } from './check-proof';

const world = flowWorld();
const url = 'https://app.example/api/oauth/token';
const now = () => Math.floor(Date.now() / 1000);
let client: ProofClient;
beforeAll(async () => {
  client = await proofClient();
});
const check = (proof: string | null, more: { method?: string; url?: string; token?: string } = {}) =>
  checkProof(world.ctx(), { proof, method: 'POST', url, ...more });
const prove = (claims: object = {}, header: object = {}) =>
  client.prove({ method: 'POST', url, claims, header });

describe('a proof', () => {
  test('says which key it is of, and counts once', async () => {
    const proof = await prove();
    expect(await check(proof)).toEqual({ ok: true, thumbprint: client.thumbprint });
    expect(await check(proof)).toEqual({ ok: false, why: 'the proof was shown before' });
  });

  test('of twenty that are shown at once counts once', async () => {
    const proof = await prove();
    const checked = await Promise.all(Array.from({ length: 20 }, () => check(proof)));
    expect(checked.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('with an id that another key has used is another proof', async () => {
    const jti = randomUUID();
    const other = await proofClient();
    expect(await check(await prove({ jti }))).toMatchObject({ ok: true });
    const claims = { jti };
    expect(await check(await other.prove({ method: 'POST', url, claims }))).toMatchObject({ ok: true });
    expect(await check(await prove({ jti }))).toMatchObject({ ok: false });
  });

  test.each([
    ['an address that is written otherwise', { htu: 'HTTPS://App.Example:443/api/oauth/token' }],
    ['a clock that is off by 50 s', { iat: now() - 50 }],
    ['a clock that is ahead by 50 s', { iat: now() + 50 }],
    ['more claims than we know', { nonce: 'x', extra: {} }],
  ])('with %s is good', async (_how, claims) => {
    expect(await check(await prove(claims))).toMatchObject({ ok: true });
  });

  test('whose key comes with what browsers write beside it is good', async () => {
    const jwk = { ...client.jwk, ext: true, key_ops: ['verify'] };
    expect(await check(await prove({}, { jwk }))).toEqual({ ok: true, thumbprint: client.thumbprint });
  });
});

describe('is no proof', () => {
  test.each([
    ['another method', { htm: 'GET' }, /htm/],
    ['a method in small letters', { htm: 'post' }, /htm/],
    ['another path', { htu: 'https://app.example/api/oauth/revoke' }, /htu/],
    ['another host', { htu: 'https://evil.example/api/oauth/token' }, /htu/],
    ['plain http', { htu: 'http://app.example/api/oauth/token' }, /htu/],
    ['a query', { htu: `${url}?x=1` }, /htu/],
    ['no address at all', { htu: 'x' }, /htu/],
    ['a time 65 s ago', { iat: now() - 65 }, /iat/],
    ['a time in 70 s', { iat: now() + 70 }, /iat/],
    ['a time that is text', { iat: String(now()) }, /malformed/],
    ['no id', { jti: undefined }, /malformed/],
    ['an id of one letter', { jti: 'x' }, /malformed/],
    ['no method', { htm: undefined }, /malformed/],
  ])('one with %s', async (_how, claims, why) => {
    expect(await check(await prove(claims))).toEqual({ ok: false, why: expect.stringMatching(why) });
  });

  test.each([
    ['of another type', { typ: 'JWT' }],
    ['without a type', { typ: undefined }],
    ['with a private key in it', () => ({ jwk: client.privateJwk })],
    ['without a key', { jwk: undefined }],
    ['with a key of another curve', () => ({ jwk: { ...client.jwk, crv: 'P-384' } })],
    ['with a key that is none', { jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } }],
    ['with a symmetric key', { jwk: { kty: 'oct', k: 'c2VjcmV0' } }],
    ['with what has to be understood', { crit: ['unknown'], unknown: 1 }],
  ])('one %s', async (_how, header) => {
    const given = typeof header === 'function' ? header() : header;
    expect(await check(await prove({}, given))).toMatchObject({ ok: false });
  });

  test('one that another key signed, one of HS256, one of none, and no JWT at all', async () => {
    const other = await proofClient();
    const foreign = await prove({}, { jwk: other.jwk });
    const [, payload = '', signature = ''] = (await prove()).split('.');
    const head = (alg: string) =>
      Buffer.from(JSON.stringify({ alg, typ: 'dpop+jwt', jwk: client.jwk })).toString('base64url');
    const mac = createHmac('sha256', JSON.stringify(client.jwk)).update(`${head('HS256')}.${payload}`);
    const wrong = [
      foreign,
      `${head('HS256')}.${payload}.${mac.digest('base64url')}`,
      `${head('none')}.${payload}.`,
      `${head('ES256')}.${payload}.${signature.slice(0, -4)}AAAA`,
      'x',
      '',
      'a.b.c',
      `${'a'.repeat(5000)}.b.c`,
      null,
    ];
    for (const proof of wrong) expect(await check(proof)).toMatchObject({ ok: false });
  });

  test('one for another token, or for none', async () => {
    const token = 'token';
    const own = () => client.prove({ method: 'POST', url, token });
    expect(await check(await own(), { token })).toMatchObject({ ok: true });
    expect(await check(await own(), { token: 'other' })).toMatchObject({ ok: false, why: /ath/ });
    expect(await check(await prove(), { token })).toMatchObject({ ok: false, why: /ath/ });
  });

  test('and what does not fit is not remembered', async () => {
    const before = await world.db.$count(usedProofs);
    await check(await prove({ htm: 'GET' }));
    await check('a.b.c');
    expect(await world.db.$count(usedProofs)).toBe(before);
  });
});
