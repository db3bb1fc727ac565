import { describe, expect, test, vi } from 'vitest';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { commandLine, oauthWorld, phone, service, serviceSecret } from '../../../tests/support/oauth-world';
import type { AppClient } from '../../config/clients';
import { revokeSession } from '../session/revoke-session';
import { signOutEverywhere } from '../session/sign-out';

/** An app whose tokens are for the service, so that the service may ask about them. */
vi.mock('../../config/clients', async (original) => {
  const real = await original<typeof import('../../config/clients')>();
  const [first] = real.clients;
  const forReports = { ...(first as AppClient), id: 'for-reports', audience: 'https://reports.example.com' };
  const clients = [...real.clients, forReports];
  return { ...real, clients, findClient: (id: string) => clients.find((client) => client.id === id) };
});

const world = flowWorld();
const app = oauthWorld(world, { instances: 2 });
const forReports = { ...phone, id: 'for-reports', audience: service.audience } as AppClient;

const revoke = (token: string, { client = phone, on = 0 } = {}) =>
  app.post('/api/oauth/revoke', { client_id: client.id, token }, { on });

const introspect = async (token: string, { on = 0 } = {}) => {
  const fields = { client_id: service.id, client_secret: serviceSecret, token };
  const { status, body } = await app.post('/api/oauth/introspect', fields, { on });
  return status === 200 ? body : { status, ...body };
};

describe('revocation', () => {
  test('of a refresh token ends the family, on every instance', async () => {
    const { familyId, refresh_token } = await app.signedInApp();
    expect((await revoke(refresh_token)).status).toBe(200);
    expect((await world.row(familyId)).endedReason).toBe('signed_out');
    expect(trailOf(await world.audit(familyId))).toContain('session_expired');
    expect(await app.refresh(refresh_token, { on: 1 })).toMatchObject({ body: { ended: 'signed_out' } });
  });

  test('of an access token ends the family as well', async () => {
    const { familyId, access_token } = await app.signedInApp();
    await revoke(access_token);
    expect((await world.row(familyId)).endedReason).toBe('signed_out');
  });

  test('of what is spent, unknown or another app’s answers the same, and only the first of them ends anything', async () => {
    const { familyId, refresh_token } = await app.signedInApp();
    for (const answer of [
      await revoke(refresh_token, { client: commandLine }),
      await revoke('x'),
      await revoke(refresh_token.replace('_ref_', '_dev_')),
    ])
      expect(answer).toEqual({ status: 200, body: {} });
    expect((await world.row(familyId)).endedReason).toBeNull();
    const next = app.tokens(await app.refresh(refresh_token));
    expect((await revoke(refresh_token)).status).toBe(200);
    expect(await app.refresh(next.refresh_token)).toMatchObject({ body: { ended: 'signed_out' } });
    expect((await revoke(refresh_token)).status).toBe(200);
  });

  test('without a token it says so', async () => {
    expect(await app.post('/api/oauth/revoke', { client_id: phone.id })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
  });
});

describe('introspection', () => {
  test('follows the row: true until the person signs the app out, false from then on, also on the other instance', async () => {
    const { access_token, person, familyId } = await app.signedInApp(undefined, forReports);
    expect(await introspect(access_token)).toMatchObject({ active: true, sub: person.userId, sid: familyId });
    expect(await introspect(access_token, { on: 1 })).toMatchObject({ active: true });
    await revokeSession(await world.signedIn(person.secret), { sessionId: familyId });
    expect(await introspect(access_token, { on: 1 })).toEqual({ active: false });
    expect(await introspect(access_token)).toEqual({ active: false });
  });

  test('sees signing out everywhere', async () => {
    const { access_token, person } = await app.signedInApp(undefined, forReports);
    await signOutEverywhere(await world.signedIn(person.secret));
    expect(await introspect(access_token, { on: 1 })).toEqual({ active: false });
  });

  test('says nothing of tokens for another audience, of refresh tokens, and of what was never one', async () => {
    const { access_token, refresh_token } = await app.signedInApp();
    for (const token of [access_token, refresh_token, 'x', `${access_token}x`])
      expect(await introspect(token)).toEqual({ active: false });
  });

  test('is for services that prove who they are', async () => {
    const { access_token: token } = await app.signedInApp(undefined, forReports);
    const asked = (fields: Record<string, string>) => app.post('/api/oauth/introspect', { token, ...fields });
    expect(await asked({ client_id: phone.id })).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client' },
    });
    expect(await asked({ client_id: service.id })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });
});
