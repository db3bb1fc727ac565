/** The endpoints that apps and services call, and no browser (RFC 6749 §3.2): a form in, JSON out, and no cookie is read. */

import 'server-only';
import type { AppClient, Client, ServiceClient } from '../../config/clients';
import type { PooledContext } from '../../flows/context';
import type { TokenAnswer } from '../../flows/token/issue-tokens';
import { type OAuthFault, type OAuthResult, oauthFault } from '../../flows/token/oauth-fault';
import {
  closedToTokens,
  countWrongToken,
  forgetGoodToken,
  nameOfToken,
  noteGoodToken,
} from './api-wrong-tokens';
import { authenticate, type OAuthForm } from './client-authentication';
import { publicRoute } from './route-guards';

export type OAuthRequest = {
  readonly form: OAuthForm;
  readonly client: Client;
  readonly request: Request;
};

const longestForm = 16_384;

type Handler = (ctx: PooledContext, asked: OAuthRequest) => Promise<OAuthResult<unknown>>;

/** What is wrong is told as RFC 6749 §5.2 words it; what costs us a look at the database is counted by where it came from. */
export const oauthRoute = (handler: Handler) =>
  publicRoute(
    async (ctx, request) => {
      const form = await readForm(request);
      if (!form.ok) return faulty(form.fault);
      const client = authenticate(form.value, request.headers.get('authorization'));
      const name = nameOf(form.value, client);
      // Who has proven who they are is no guess, whatever others do at the same address.
      const closed = client.ok && isService(client.value) ? undefined : closedToTokens(ctx, name);
      if (closed) return closed;
      const answer = client.ok
        ? await handler(ctx, { form: form.value, client: client.value, request })
        : client;
      if (answer.ok) return told(200, known(answer.value));
      if (!countsAsWrong.has(answer.fault.error)) return faulty(answer.fault);
      forgetGoodToken(name);
      return (await countWrongToken(ctx)) ?? faulty(answer.fault);
    },
    { feature: 'tokens', programs: true },
  );

/** A token that was given here, shown for what it is, goes on whatever others do at the same address. */
const nameOf = (
  { grant_type: grant, refresh_token: shown, token }: OAuthForm,
  client: OAuthResult<Client>,
): string => nameOfToken((client.ok && (grant === 'refresh_token' ? shown : token)) || '');

function known(answer: unknown): unknown {
  const { refresh_token: next, access_token: token } = (answer ?? {}) as Partial<TokenAnswer>;
  for (const given of [next, token]) if (given) noteGoodToken(nameOfToken(given));
  return answer;
}

const countsAsWrong: ReadonlySet<string> = new Set(['invalid_client', 'invalid_grant', 'invalid_dpop_proof']);

/** Tokens are in it (RFC 6749 §5.1). */
const told = (status: number, content: unknown, headers: Record<string, string> = {}) =>
  content === undefined
    ? new Response(null, { status })
    : Response.json(content, { status, headers: { ...headers, Pragma: 'no-cache' } });

function faulty({ error, description, ended, retryAfterSeconds: wait }: OAuthFault): Response {
  const content = { error, error_description: description, ...(ended ? { ended } : {}) };
  if (wait) return told(429, content, { 'Retry-After': String(wait) });
  if (error !== 'invalid_client') return told(400, content);
  return told(401, content, { 'WWW-Authenticate': 'Basic realm="token endpoint"' });
}

/** A field that comes twice is refused (§3.2); an empty one counts as left out (§3.1). */
async function readForm(request: Request): Promise<OAuthResult<OAuthForm>> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    return oauthFault('invalid_request', 'Send the fields as application/x-www-form-urlencoded.');
  if (!(length <= longestForm))
    return oauthFault('invalid_request', 'The request is too long, or says no length.');
  const form: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(await request.text())) {
    if (Object.hasOwn(form, name)) return oauthFault('invalid_request', 'A field is there twice.');
    if (value !== '') form[name] = value;
  }
  return { ok: true, value: form };
}

/** For what only one kind may ask. */
export const isApp = (client: Client): client is AppClient => client.kind === 'app';
export const isService = (client: Client): client is ServiceClient => client.kind === 'service';
export const notForThisClient = oauthFault('unauthorized_client', 'This client may not ask for this.');
