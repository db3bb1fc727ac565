/** Asking the server, and telling apart what it said from what something in between did. */

import { RefusedError, UnreachableError } from './errors';
import type { Prover } from './proof';
import type { ClientTokens } from './store';

export type ClientWire = {
  readonly issuer: string;
  readonly clientId: string;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970, by this machine. */
  readonly now: () => number;
  /** Resolves after so many milliseconds; rejects when the signal is aborted. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** How long a renewal is tried for, in milliseconds. */
  readonly patience: number;
  /** What to add to `now` for the server's clock, as its last answer said. */
  readonly clock: { offset: number };
  /** Of the key that tokens are bound to; undefined for the ones that are bound to none. */
  readonly proverFor: (key: JsonWebKey | undefined) => Promise<Prover | undefined>;
};

type Members = Readonly<Record<string, unknown>>;

export type WireAnswer =
  | { readonly kind: 'done'; readonly body: Members }
  | {
      readonly kind: 'refused';
      readonly error: string;
      readonly description?: string;
      readonly ended?: string;
    }
  /** Nobody knows whether the server heard it. */
  | { readonly kind: 'away'; readonly why: string; readonly retryAfterSeconds?: number };

export type Unanswered = Exclude<WireAnswer, { kind: 'done' }>;

/** Shorter than anything holds the store. */
const longestRequest = 20_000;

export type Endpoints = {
  readonly authorization: string;
  readonly token: string;
  readonly device: string | undefined;
  readonly revocation: string;
};

/** RFC 8414; asked once for each client, and again where that failed. */
export function endpointsOf(wire: ClientWire): () => Promise<Endpoints | Unanswered> {
  let found: Endpoints | undefined;
  return async () => {
    if (found) return found;
    const answer = await ask(wire, `${wire.issuer}/.well-known/oauth-authorization-server`, {});
    if (answer.kind !== 'done') return answer;
    const read = readEndpoints(answer.body, wire.issuer);
    if (typeof read === 'string') return { kind: 'away', why: read };
    found = read;
    return found;
  };
}

function readEndpoints(body: Members, issuer: string): Endpoints | string {
  const of = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : undefined);
  // §3.3: else another server could speak for this one.
  if (body.issuer !== issuer) return `the metadata are those of another issuer than ${issuer}`;
  const [authorization, token] = [of('authorization_endpoint'), of('token_endpoint')];
  const revocation = of('revocation_endpoint');
  if (!authorization || !token || !revocation) return 'the metadata name no endpoints';
  return { authorization, token, device: of('device_authorization_endpoint'), revocation };
}

/** A form to one of the endpoints for apps. */
export async function postFields(
  wire: ClientWire,
  url: string,
  fields: Readonly<Record<string, string | undefined>>,
  { signal, prover }: { signal?: AbortSignal; prover?: Prover } = {},
): Promise<WireAnswer> {
  const form = new URLSearchParams({ client_id: wire.clientId });
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
  const proof = await prover?.header({ method: 'POST', url, at: wire.now() + wire.clock.offset });
  return ask(
    wire,
    url,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...(proof ? { dpop: proof } : {}) },
      body: form.toString(),
    },
    signal,
  );
}

async function ask(
  wire: ClientWire,
  url: string,
  init: RequestInit,
  signal?: AbortSignal,
): Promise<WireAnswer> {
  signal?.throwIfAborted();
  const within = limited(signal);
  try {
    const response = await wire.fetch(url, {
      ...init,
      headers: { accept: 'application/json', ...init.headers },
      signal: within.signal,
      // A browser's own sign-in has no business here.
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    const text = await response.text();
    const at = dateOf(response.headers);
    if (at !== undefined) wire.clock.offset = at - wire.now();
    return read(response, text);
  } catch (error) {
    signal?.throwIfAborted();
    return { kind: 'away', why: whyOf(error) };
  } finally {
    within.stop();
  }
}

/** Node says in `cause` what went wrong, and browsers nothing. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = Object(error.cause) as { readonly code?: unknown };
  return typeof code === 'string' ? `${error.message}, ${code}` : error.message;
}

/** `AbortSignal.any` and `AbortSignal.timeout`, for where they are missing. */
function limited(signal: AbortSignal | undefined): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, longestRequest);
  signal?.addEventListener('abort', abort);
  const stop = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, stop };
}

/** A hotel's sign-in page with status 200 is no answer, and neither is a proxy's 403: only what reads as the server's own counts. */
function read(response: Response, text: string): WireAnswer {
  const body = membersOf(text);
  const { ok, status, headers } = response;
  if (ok && (body || text === '')) return { kind: 'done', body: body ?? {} };
  if (status >= 400 && status < 500 && status !== 429 && typeof body?.error === 'string')
    return {
      kind: 'refused',
      error: body.error,
      ...(typeof body.error_description === 'string' ? { description: body.error_description } : {}),
      ...(typeof body.ended === 'string' ? { ended: body.ended } : {}),
    };
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const why = `the server at ${response.url || 'this address'} answered ${status}`;
  return { kind: 'away', why, ...(seconds >= 0 ? { retryAfterSeconds: seconds } : {}) };
}

function membersOf(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}

/** A cache in between says how long ago that was (RFC 9111 §5.1). */
function dateOf(headers: Headers): number | undefined {
  const at = Date.parse(headers.get('date') ?? '') + Number(headers.get('age') ?? 0) * 1000;
  return Number.isNaN(at) ? undefined : at;
}

/** Tokens out of the token endpoint's answer; undefined where it is none. */
export function tokensIn(
  answer: Extract<WireAnswer, { kind: 'done' }>,
  wire: ClientWire,
  prover: Prover | undefined,
): ClientTokens | undefined {
  const { access_token, refresh_token, expires_in, scope, token_type } = answer.body;
  if (typeof access_token !== 'string' || typeof refresh_token !== 'string') return undefined;
  if (typeof expires_in !== 'number' || !Number.isFinite(expires_in)) return undefined;
  if (String(token_type).toLowerCase() !== (prover ? 'dpop' : 'bearer')) return undefined;
  return {
    issuer: wire.issuer,
    accessToken: access_token,
    refreshToken: refresh_token,
    scope: typeof scope === 'string' ? scope : '',
    expiresAt: wire.now() + wire.clock.offset + expires_in * 1000,
    clockOffset: wire.clock.offset,
    ...(prover ? { proofKey: prover.key } : {}),
  };
}

/** For where there is no second try. */
export function errorOf(answer: Unanswered): Error {
  return answer.kind === 'refused'
    ? new RefusedError(answer.error, answer.description)
    : new UnreachableError(answer.why);
}
