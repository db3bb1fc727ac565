import { describe, expect, test } from 'vitest';
import { apiOrigin, apiWorld } from '../../../tests/support/api-world';
import { type ProofClient, proofClient } from '../../../tests/support/dpop';
import { flowWorld } from '../../../tests/support/flow-world';

const world = flowWorld();
const api = apiWorld(world);
const url = `${apiOrigin}/api/v1/me`;

/** An app whose tokens are bound to its key. */
async function boundApp() {
  const client = await proofClient();
  const app = await api.app(await world.person(), { proofKey: client.thumbprint });
  const token = await api.sign({ ...api.claims(app), cnf: { jkt: client.thumbprint } });
  return { client, app, token };
}
const show = (token: string, proof?: string, path = '/me', method = 'GET') =>
  api.ask(path, {
    method,
    headers: { authorization: `DPoP ${token}`, ...(proof === undefined ? {} : { dpop: proof }) },
  });

describe('a token that is bound to a key', () => {
  test('opens with a proof of it, each proof once, also below an address with a query', async () => {
    const { client, token } = await boundApp();
    const proof = await client.prove({ url, token });
    expect((await show(token, proof)).status).toBe(200);
    const again = await show(token, proof);
    expect(again).toMatchObject({ status: 401, body: { code: 'invalid_dpop_proof' } });
    expect(again.headers.get('www-authenticate')).toBe(
      `DPoP error="invalid_dpop_proof", error_description="the proof was shown before", algs="ES256", resource_metadata="${apiOrigin}/.well-known/oauth-protected-resource"`,
    );
    const list = await client.prove({ url: `${apiOrigin}/api/v1/sessions`, token });
    expect((await show(token, list, '/sessions?limit=1')).status).toBe(200);
  });

  test('opens nothing as a bearer token, with or without a proof', async () => {
    const { client, token } = await boundApp();
    const dpop = await client.prove({ url, token });
    for (const more of [undefined, { dpop }])
      expect(await api.ask('/me', { token, headers: more })).toMatchObject({
        status: 401,
        body: { code: 'invalid_token' },
      });
  });

  test('shown without it, leaves one line an hour in the trail of its person, and ends nothing', async () => {
    const { client, app, token } = await boundApp();
    for (let turn = 0; turn < 3; turn += 1) await api.ask('/me', { token });
    const trail = (await world.audit(app.id)).filter(({ event }) => event === 'authn_token_unproven');
    expect(trail).toEqual([expect.objectContaining({ userId: app.userId, outcome: 'failure' })]);
    expect((await show(token, await client.prove({ url, token }))).status).toBe(200);
  });

  test.each([
    ['no proof', async () => undefined],
    ['a proof that is none', async () => 'x'],
    [
      'two',
      async (client: ProofClient, token: string) => {
        const one = await client.prove({ url, token });
        return `${one}, ${await client.prove({ url, token })}`;
      },
    ],
    [
      'a proof for another method',
      (client: ProofClient, token: string) => client.prove({ url, token, method: 'DELETE' }),
    ],
    [
      'a proof for another address',
      (client: ProofClient, token: string) => client.prove({ url: `${url}/x`, token }),
    ],
    ['a proof of an earlier token', (client: ProofClient) => client.prove({ url, token: 'earlier' })],
    ['a proof of no token', (client: ProofClient) => client.prove({ url })],
    [
      'a proof of another key',
      async (_client: ProofClient, token: string) => (await proofClient()).prove({ url, token }),
    ],
  ])('opens nothing with %s', async (_what, proofOf) => {
    const { client, token } = await boundApp();
    const answer = await show(token, await proofOf(client, token));
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_dpop_proof' } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP error="invalid_dpop_proof"/);
  });

  test('opens nothing where it does not say so itself, or names another key', async () => {
    const { client, app } = await boundApp();
    for (const cnf of [undefined, { jkt: 'other' }]) {
      const token = await api.sign({ ...api.claims(app), cnf });
      const answer = await show(token, await client.prove({ url, token }));
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    }
  });
});

test('a token that is bound to no key is none of this kind', async () => {
  const client = await proofClient();
  const token = await api.tokenFor(await world.person());
  const answer = await show(token, await client.prove({ url, token }));
  expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
  expect((await api.ask('/me', { token })).status).toBe(200);
});
