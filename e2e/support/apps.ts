/** Apps that sign in, as programs outside of the browser see us. */

import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AppClient, clients } from '../../lib/config/clients';
import { baseUrl } from './environment';
import { ask } from './http';
import { markSecret } from './secrets';

export const commandLineApp = clients.find(
  (client): client is AppClient => client.kind === 'app' && client.deviceCode,
) as AppClient;

export type AppAnswer = { readonly status: number; readonly body: Readonly<Record<string, string>> };

/** As a form to one of the endpoints for apps; `at` is another instance than A. */
export async function postToApps(
  path: string,
  fields: Record<string, string>,
  at = baseUrl(),
): Promise<AppAnswer> {
  const answer = await ask(path, {
    method: 'POST',
    at,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: commandLineApp.id, ...fields }).toString(),
  });
  const body = answer.text ? (JSON.parse(answer.text) as AppAnswer['body']) : {};
  for (const name of ['access_token', 'refresh_token', 'device_code']) if (body[name]) markSecret(body[name]);
  return { status: answer.status, body };
}

export const refreshAt = (refresh_token: string, at = baseUrl()) =>
  postToApps('/api/oauth/token', { grant_type: 'refresh_token', refresh_token }, at);

/** A command line that waits on this machine for its code. */
export async function waitingCommandLine() {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(9).toString('base64url');
  const visited: URL[] = [];
  const server = createServer((request, response) => {
    visited.push(new URL(request.url ?? '/', 'http://127.0.0.1'));
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>Back</title><p>Back in the command line.');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/signed-in`;
  const query = {
    response_type: 'code',
    client_id: commandLineApp.id,
    redirect_uri: redirectUri,
    scope: 'me:read',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  return {
    state,
    redirectUri,
    /** The page that it opens in a browser. */
    address: (change: Record<string, string> = {}) =>
      `/authorize?${new URLSearchParams({ ...query, ...change })}`,
    /** What it was sent back with, the last time. */
    answer: () =>
      Object.fromEntries(
        visited.filter(({ pathname }) => pathname === '/signed-in').at(-1)?.searchParams ?? [],
      ),
    exchange: (code: string) =>
      postToApps('/api/oauth/token', {
        grant_type: 'authorization_code',
        code: markSecret(code),
        code_verifier: verifier,
        redirect_uri: redirectUri,
      }),
    close: () => new Promise((done) => server.close(done)),
  };
}
