import { describe, expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { appOrigin, oauthWorld, phone, service, serviceSecret } from '../../../tests/support/oauth-world';

const world = flowWorld();
const app = oauthWorld(world);

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
});
const credentials = { grant_type: 'client_credentials' };
const token = '/api/oauth/token';

describe('a client says who it is', () => {
  test.each([
    ['by HTTP Basic', credentials, basic(service.id, serviceSecret)],
    ['in the form', { ...credentials, client_id: service.id, client_secret: serviceSecret }, {}],
    [
      'by HTTP Basic, and names itself in the form as well',
      { ...credentials, client_id: service.id },
      basic(service.id, serviceSecret),
    ],
  ])('%s', async (_how, fields, headers) => {
    expect((await app.post(token, fields, { headers })).status).toBe(200);
  });

  test.each([
    ['a wrong secret', credentials, basic(service.id, 'x'.repeat(43))],
    ['a secret that begins right', credentials, basic(service.id, serviceSecret.slice(0, -1))],
    ['no secret', { ...credentials, client_id: service.id }, {}],
    ['a secret of an app, which has none', { ...credentials, client_id: phone.id, client_secret: 'x' }, {}],
    ['an unknown one', credentials, basic('somebody', serviceSecret)],
    ['nobody', credentials, {}],
    ['what is no Basic', credentials, { authorization: 'Bearer x' }],
    [
      'what cannot be decoded',
      credentials,
      { authorization: `Basic ${Buffer.from('%zz:%').toString('base64')}` },
    ],
    ['the name of a property', { ...credentials, client_id: '__proto__' }, {}],
  ])('%s is invalid_client, 401', async (_what, fields, headers) => {
    const answer = await app.fetchOn()(`${appOrigin}${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } as Record<string, string>,
      body: new URLSearchParams(fields).toString(),
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
    expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
  });

  test.each([
    [
      'twice',
      { ...credentials, client_id: service.id, client_secret: serviceSecret },
      basic(service.id, serviceSecret),
    ],
    ['as two', { ...credentials, client_id: phone.id }, basic(service.id, serviceSecret)],
  ])('%s is refused', async (_how, fields, headers) => {
    expect(await app.post(token, fields, { headers })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
  });

  test('an app gets no token of a service, and a service none of a person', async () => {
    const unauthorized = { status: 400, body: { error: 'unauthorized_client' } };
    expect(await app.post(token, { ...credentials, client_id: phone.id })).toMatchObject(unauthorized);
    for (const grant_type of [
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
    ])
      expect(
        await app.post(token, { grant_type }, { headers: basic(service.id, serviceSecret) }),
      ).toMatchObject(unauthorized);
  });
});

describe('a request that is no good', () => {
  const json = { 'content-type': 'application/json' };
  test.each<[string, string, Record<string, string>, string]>([
    ['as JSON', '{"grant_type":"client_credentials"}', json, 'application/x-www-form-urlencoded'],
    [
      'with a field twice',
      `grant_type=client_credentials&grant_type=refresh_token&client_id=${phone.id}`,
      {},
      'twice',
    ],
    ['too long', `client_id=${phone.id}&x=${'x'.repeat(17_000)}`, {}, 'too long'],
    ['without a grant', `client_id=${phone.id}`, {}, 'grant_type'],
    ['with an empty grant', `client_id=${phone.id}&grant_type=`, {}, 'grant_type'],
  ])('%s says what is wrong', async (_what, body, headers, word) => {
    expect(await app.post(token, body, { headers })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: expect.stringContaining(word) },
    });
  });

  test.each([
    'password',
    'implicit',
    '__proto__',
    'constructor',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ])('the grant %s is not there', async (grant_type) => {
    expect(await app.post(token, { client_id: phone.id, grant_type })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
  });

  test('another resource than the client’s own is invalid_target', async () => {
    const fields = { ...credentials, resource: `${appOrigin}/api/v1` };
    expect(await app.post(token, fields, { headers: basic(service.id, serviceSecret) })).toMatchObject({
      status: 400,
      body: { error: 'invalid_target' },
    });
  });

  test('answers are kept nowhere, and tell pages elsewhere nothing', async () => {
    const answer = await app.fetchOn()(`${appOrigin}${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...basic(service.id, serviceSecret) },
      body: new URLSearchParams(credentials).toString(),
    });
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('access-control-allow-appOrigin')).toBeNull();
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

test('after sixty wrong tokens in a minute one address is told to wait, 429; what was given here goes on, and so do others', async () => {
  const { refresh_token } = await app.signedInApp();
  const headers = { 'x-forwarded-for': '10.9.8.7' };
  const wrong = { grant_type: 'refresh_token', client_id: phone.id, refresh_token: 'x' };
  for (let turn = 0; turn < 60; turn += 1)
    expect((await app.post(token, wrong, { headers })).status).toBe(400);
  const answer = await app.fetchOn()(`${appOrigin}${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(wrong).toString(),
  });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await app.post(token, { ...wrong, refresh_token: 'y' }, { headers })).status).toBe(429);
  expect((await app.post(token, wrong)).status).toBe(400);
  expect((await app.post(token, { ...wrong, refresh_token }, { headers })).status).toBe(200);
});

describe('a page of anybody', () => {
  const post = (headers: Record<string, string>, path = token) =>
    app.post(path, { client_id: phone.id }, { headers });

  test.each([
    ['elsewhere', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of a sandbox', { origin: 'null' }],
    ['of ours', { origin: appOrigin, 'sec-fetch-site': 'same-origin' }],
    ['on a sibling', { 'sec-fetch-site': 'same-site' }],
  ])('%s sends nothing here, and nothing counts', async (_where, headers) => {
    const from = { ...headers, 'x-forwarded-for': '10.4.4.4' };
    for (let turn = 0; turn < 61; turn += 1) expect((await post(from)).status).toBe(403);
    for (let turn = 0; turn < 21; turn += 1) expect((await post(from, '/api/oauth/device')).status).toBe(403);
    expect((await post({ 'x-forwarded-for': '10.4.4.4' })).status).toBe(400);
  });
});

test('a service with its secret goes on where others at its address have shown too many wrong tokens', async () => {
  const headers = { 'x-forwarded-for': '10.5.5.5' };
  const wrong = { grant_type: 'refresh_token', client_id: phone.id, refresh_token: 'x' };
  for (let turn = 0; turn < 61; turn += 1) await app.post(token, wrong, { headers });
  expect((await app.post(token, wrong, { headers })).status).toBe(429);
  const proven = { ...headers, ...basic(service.id, serviceSecret) };
  expect((await app.post(token, credentials, { headers: proven })).status).toBe(200);
  // A good token beside a secret that is guessed opens no door for the guess.
  const { refresh_token } = await app.signedInApp();
  const guess = { ...credentials, client_id: service.id, client_secret: 'x'.repeat(43), refresh_token };
  expect((await app.post(token, guess, { headers })).status).toBe(429);
});

test('a proof of a key is looked at once all fields are there, and a wrong one counts', async () => {
  const headers = { 'x-forwarded-for': '10.6.6.6', dpop: 'made.up.proof' };
  const without = { grant_type: 'authorization_code', client_id: phone.id };
  expect(await app.post(token, without, { headers })).toMatchObject({ body: { error: 'invalid_request' } });
  const refresh = { grant_type: 'refresh_token', client_id: phone.id, refresh_token: 'x' };
  for (let turn = 0; turn < 60; turn += 1)
    expect(await app.post(token, refresh, { headers })).toMatchObject({
      body: { error: 'invalid_dpop_proof' },
    });
  expect((await app.post(token, refresh, { headers })).status).toBe(429);
});
