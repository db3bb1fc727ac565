import { describe, expect, test } from 'vitest';
import {
  appOrigin,
  challengeOf,
  commandLine,
  newVerifier,
  phone,
  service,
} from '../../../tests/support/oauth-world';
import { readAuthorization } from './authorize';

process.env.APP_URL = appOrigin;
// Nobody is asked.
process.env.DATABASE_URL = 'postgres://nobody@127.0.0.1/nothing';
const challenge = challengeOf(newVerifier());
const right = {
  response_type: 'code',
  client_id: phone.id,
  redirect_uri: phone.redirects[0] ?? '',
  scope: 'me:read',
  state: 'a state',
  code_challenge: challenge,
  code_challenge_method: 'S256',
} as const;

describe('what an app asks for', () => {
  test('is read as it was asked', () => {
    expect(readAuthorization(right)).toEqual({
      kind: 'asked',
      asked: {
        client: phone,
        redirectUri: right.redirect_uri,
        state: 'a state',
        challenge,
        scopes: ['me:read'],
      },
    });
  });

  test('without a scope it is all that the app may be given', () => {
    const read = readAuthorization({ ...right, scope: undefined });
    expect(read).toMatchObject({ kind: 'asked', asked: { scopes: phone.scopes } });
  });

  test.each([
    ['an app that is none of ours', { client_id: 'somebody' }, 'client'],
    ['a service', { client_id: service.id }, 'client'],
    ['no app', { client_id: undefined }, 'client'],
    ['an address of another app', { redirect_uri: commandLine.redirects[0] }, 'redirect'],
    ['an address elsewhere', { redirect_uri: 'https://evil.test/' }, 'redirect'],
    ['no address', { redirect_uri: undefined }, 'redirect'],
  ])('with %s nobody is sent anywhere', (_what, change, what) => {
    expect(readAuthorization({ ...right, ...change })).toEqual({ kind: 'unknown', what });
  });

  test.each([
    ['another response_type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no challenge', { code_challenge: undefined }, 'invalid_request'],
    ['the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no method', { code_challenge_method: undefined }, 'invalid_request'],
    ['a challenge that is no SHA-256', { code_challenge: 'abc' }, 'invalid_request'],
    ['a scope that is not its own', { scope: 'me:read keys:write' }, 'invalid_scope'],
    ['another resource', { resource: 'https://reports.example.com' }, 'invalid_target'],
    ['a state that is too long', { state: 'x'.repeat(1001) }, 'invalid_request'],
  ])('with %s it is told so, at its registered address, with who says it', (_what, change, error) => {
    const read = readAuthorization({ ...right, ...change });
    if (read.kind !== 'refused') throw new Error(`it was ${read.kind}`);
    const back = new URL(read.backTo);
    expect(`${back.protocol}${back.pathname}`).toBe(right.redirect_uri);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error,
      iss: appOrigin,
      error_description: expect.stringMatching(/^[A-Z].*\.$/),
    });
    expect(back.searchParams.get('state')).toBe('state' in change ? null : 'a state');
    expect(back.searchParams.get('code')).toBeNull();
  });

  test('the resource may be named, as that of the app', () => {
    expect(readAuthorization({ ...right, ...{ resource: `${appOrigin}/api/v1` } }).kind).toBe('asked');
  });
});
