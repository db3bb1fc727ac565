import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { describe, expect, test } from 'vitest';
import { authorizationFields, readAuthorization } from '../lib/flows/token/authorize';
import { claimDevice } from '../lib/flows/token/device-sign-in';
import { flowWorld } from './support/flow-world';
import {
  answerShownDevice,
  appOrigin,
  commandLine,
  oauthWorld,
  phone,
  readClaims,
  service,
  serviceSecret,
} from './support/oauth-world';

const world = flowWorld();
const app = oauthWorld(world);

/** What the page does with an address that an app opens, for a person who says yes. */
async function sayYes(address: URL, secret: string): Promise<URL> {
  const { grantCode } = await import('../lib/flows/token/authorize');
  const fields = Object.fromEntries(
    authorizationFields.map((name) => [name, address.searchParams.get(name) ?? undefined]),
  );
  const read = readAuthorization(fields);
  if (read.kind !== 'asked') throw new Error(`refused: ${JSON.stringify(read)}`);
  return new URL(await grantCode(await world.signedIn(secret), read.asked));
}

/** Strict about every answer: a member that is missing, of another type or another case throws. */
const through = () => ({ [oauth.customFetch]: app.fetchOn() as typeof fetch });

describe('oauth4webapi', () => {
  const serverOf = async () => {
    const issuer = new URL(appOrigin);
    const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...through() });
    return oauth.processDiscoveryResponse(issuer, answer);
  };
  const client = { client_id: phone.id };
  const none = oauth.None();
  const redirect = phone.redirects[0] ?? '';

  test('signs in with a code, refreshes, is refused after it revoked, and learns nothing of another app’s token', async () => {
    const server = await serverOf();
    const { secret, userId } = await world.person();
    const verifier = oauth.generateRandomCodeVerifier();
    const address = new URL(server.authorization_endpoint ?? '');
    const state = oauth.generateRandomState();
    address.search = new URLSearchParams({
      response_type: 'code',
      client_id: phone.id,
      redirect_uri: redirect,
      scope: 'me:read',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    // It demands `iss`, because the metadata says that it comes (RFC 9207).
    const back = oauth.validateAuthResponse(server, client, await sayYes(address, secret), state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      none,
      back,
      redirect,
      verifier,
      through(),
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'me:read' });
    expect(readClaims(tokens.access_token)).toMatchObject({
      sub: userId,
      iss: appOrigin,
      aud: `${appOrigin}/api/v1`,
    });
    const refreshed = await oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, none, tokens.refresh_token ?? '', through()),
    );
    const stranger = { client_id: commandLine.id };
    const { refresh_token: last = '' } = refreshed;
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, stranger, none, last, through()),
    );
    const again = await oauth.refreshTokenGrantRequest(server, client, none, last, through());
    const next = await oauth.processRefreshTokenResponse(server, client, again);
    const { refresh_token: newest = '' } = next;
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, none, newest, through()),
    );
    const refused = await oauth.refreshTokenGrantRequest(server, client, none, newest, through());
    await expect(oauth.processRefreshTokenResponse(server, client, refused)).rejects.toMatchObject({
      error: 'invalid_grant',
      cause: { ended: 'signed_out' },
    });
  });

  test('signs a command line in by the code that its person types', async () => {
    const server = await serverOf();
    const cli = { client_id: commandLine.id };
    const asked = await oauth.processDeviceAuthorizationResponse(
      server,
      cli,
      await oauth.deviceAuthorizationRequest(server, cli, none, { scope: 'me:read' }, through()),
    );
    expect(asked).toMatchObject({ verification_uri: `${appOrigin}/device`, expires_in: 600, interval: 5 });
    expect(asked.verification_uri_complete).toBeUndefined();
    const signedIn = await world.signedIn((await world.person()).secret);
    expect(await claimDevice(signedIn, ` ${asked.user_code.toLowerCase().replace('-', ' ')}`)).toMatchObject({
      ok: true,
    });
    expect(await answerShownDevice(signedIn, true)).toMatchObject({
      ok: true,
      value: { name: commandLine.name },
    });
    const polled = await oauth.deviceCodeGrantRequest(server, cli, none, asked.device_code, through());
    const tokens = await oauth.processDeviceCodeResponse(server, cli, polled);
    expect(readClaims(tokens.access_token).client_id).toBe(commandLine.id);
  });

  test('gets a token for a service, for its own audience, verifies it by the published keys, and introspects it', async () => {
    const server = await serverOf();
    const reports = { client_id: service.id };
    const basic = oauth.ClientSecretBasic(serviceSecret);
    const answer = await oauth.clientCredentialsGrantRequest(server, reports, basic, {}, through());
    const tokens = await oauth.processClientCredentialsResponse(server, reports, answer);
    expect(tokens.refresh_token).toBeUndefined();
    const incoming = new Request('https://reports.example.com/', {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    const claims = await oauth.validateJwtAccessToken(server, incoming, service.audience, through());
    expect(claims).toMatchObject({ sub: service.id, client_id: service.id });
    expect(claims.sid).toBeUndefined();
    const asked = await oauth.introspectionRequest(server, reports, basic, tokens.access_token, through());
    expect(await oauth.processIntrospectionResponse(server, reports, asked)).toMatchObject({
      active: true,
      sub: service.id,
      aud: service.audience,
    });
  });

  test('reads where our API’s tokens come from', async () => {
    const resource = new URL(`${appOrigin}/api/v1`);
    // Its own path in front of ours: RFC 9728 §3.1.
    const answer = await app.fetchOn()(`${appOrigin}/.well-known/oauth-protected-resource`);
    const found = (await answer.json()) as { resource: string; authorization_servers: string[] };
    expect(found).toMatchObject({ resource: resource.href, authorization_servers: [appOrigin] });
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
  });
});

describe('openid-client', () => {
  const discovered = (clientId: string, secret?: string) =>
    openid.discovery(
      new URL(appOrigin),
      clientId,
      undefined,
      secret ? openid.ClientSecretPost(secret) : openid.None(),
      {
        algorithm: 'oauth2',
        [openid.customFetch]: app.fetchOn() as openid.CustomFetch,
      },
    );

  test('signs in with a code, and refreshes', async () => {
    const config = await discovered(phone.id);
    const verifier = openid.randomPKCECodeVerifier();
    const state = openid.randomState();
    const address = openid.buildAuthorizationUrl(config, {
      redirect_uri: phone.redirects[0] ?? '',
      scope: 'me:read projects:read',
      state,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const { secret } = await world.person();
    const back = await sayYes(address, secret);
    const tokens = await openid.authorizationCodeGrant(config, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    expect(tokens.scope).toBe('me:read projects:read');
    const next = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    await expect(
      openid.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    // The code was shown twice, so what it was exchanged for is over as well.
    await expect(openid.refreshTokenGrant(config, next.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('gets a service’s token by a secret in the form', async () => {
    const config = await discovered(service.id, serviceSecret);
    expect(await openid.clientCredentialsGrant(config)).toMatchObject({
      token_type: 'bearer',
      expires_in: 600,
    });
  });
});
