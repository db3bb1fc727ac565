/** A stand-in for GitHub: OAuth 2 with PKCE, errors with status 200 as GitHub has them, and the two questions of its API. */

import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { askWho, formOf, personOf, type StandIn, serve } from './page';

type Issued = { readonly address: string; readonly redirectTo: string; readonly challenge: string };
type World = {
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  readonly codes: Map<string, Issued>;
  readonly tokens: Map<string, string>;
};

const secret = () => randomBytes(24).toString('base64url');

export async function startGitHub(): Promise<StandIn> {
  const client = { clientId: 'app-github-stand-in', clientSecret: secret() };
  const world: World = { client, codes: new Map(), tokens: new Map() };
  const server = await serve((url) => (request, response) => {
    void answer(world, request, response, new URL(request.url ?? '/', url));
  });
  return { ...client, ...server };
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (url.pathname === '/login/oauth/authorize') return authorize(world, request, response, url);
  if (url.pathname === '/login/oauth/access_token')
    return json(response, exchange(world, await formOf(request)));
  const address = world.tokens.get(request.headers.authorization?.replace(/^bearer /i, '') ?? '');
  if (address === undefined) return json(response, { message: 'Bad credentials' }, 401);
  const { name, verified, number } = personOf(address);
  if (url.pathname === '/user') return json(response, { id: number, login: `person-${number}`, name });
  if (url.pathname !== '/user/emails') return json(response, { message: 'Not Found' }, 404);
  json(response, [
    { email: `other-${address}`, primary: false, verified: true, visibility: null },
    { email: address, primary: true, verified, visibility: 'private' },
  ]);
}

async function authorize(
  { codes }: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method !== 'POST') return askWho(response, 'GitHub', url.pathname, url.searchParams);
  const form = await formOf(request);
  const redirectTo = form.get('redirect_uri') ?? '';
  const back = new URL(redirectTo);
  back.searchParams.set('state', form.get('state') ?? '');
  if (form.get('answer') === 'yes') {
    const code = secret();
    codes.set(code, {
      address: form.get('address') ?? '',
      redirectTo,
      challenge: form.get('code_challenge') ?? '',
    });
    back.searchParams.set('code', code);
  } else back.searchParams.set('error', 'access_denied');
  response.writeHead(302, { Location: back.href });
  response.end();
}

function exchange({ client, codes, tokens }: World, form: URLSearchParams): object {
  if (form.get('client_id') !== client.clientId || form.get('client_secret') !== client.clientSecret)
    return { error: 'incorrect_client_credentials' };
  const code = form.get('code') ?? '';
  const issued = codes.get(code);
  codes.delete(code);
  const verifier = form.get('code_verifier') ?? '';
  const proven = createHash('sha256').update(verifier).digest('base64url') === issued?.challenge;
  if (!issued || !proven || form.get('redirect_uri') !== issued.redirectTo)
    return { error: 'bad_verification_code' };
  const token = secret();
  tokens.set(token, issued.address);
  return { access_token: token, token_type: 'bearer', scope: 'read:user,user:email' };
}
