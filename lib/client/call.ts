/** A request with the access token: renewed before it expires, and once more where the API does not take it. */

import type { TokenSource } from './renew';
import type { ClientTokens } from './store';
import type { ClientWire } from './wire';

export async function call(
  wire: ClientWire,
  tokens: TokenSource,
  { path, init = {} }: { readonly path: string; readonly init?: RequestInit | undefined },
): Promise<Response> {
  const url = new URL(path, wire.issuer);
  // A caller who can choose the path must not choose where the token goes.
  if (url.origin !== wire.issuer) throw new TypeError(`${path} leads to another server.`);
  const send = async (having: ClientTokens) =>
    wire.fetch(url, {
      ...init,
      headers: await authorized(wire, { url, init, having }),
      // A cookie beside a token is refused.
      credentials: 'omit',
    });
  const signal = init.signal ?? undefined;
  const first = await unlessAborted(tokens.current(), signal);
  const answer = await send(first);
  if (!isTokenRefused(answer)) return answer;
  const next = await unlessAborted(tokens.after(first.accessToken), signal);
  // It has been read, and cannot be sent again.
  if (init.body instanceof ReadableStream) return answer;
  await answer.body?.cancel();
  return send(next);
}

type Authorized = { readonly url: URL; readonly init: RequestInit; readonly having: ClientTokens };

async function authorized(wire: ClientWire, { url, init, having }: Authorized): Promise<Headers> {
  const { accessToken, clockOffset, proofKey } = having;
  const headers = new Headers(init.headers);
  const prover = await wire.proverFor(proofKey);
  headers.set('authorization', `${prover ? 'DPoP' : 'Bearer'} ${accessToken}`);
  const proven = {
    method: (init.method ?? 'GET').toUpperCase(),
    url: `${url.origin}${url.pathname}`,
    accessToken,
    at: wire.now() + clockOffset,
  };
  if (prover) headers.set('dpop', await prover.header(proven));
  return headers;
}

/** RFC 6750 §3.1. Every other 401 is about something else, and no other token would do. */
const isTokenRefused = ({ status, headers }: Response) =>
  status === 401 && /\berror="?invalid_token\b/.test(headers.get('www-authenticate') ?? '');

/** A caller who gives up leaves alone: what the others wait for goes on. */
function unlessAborted<T>(waiting: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return waiting;
  return new Promise((done, fail) => {
    const abort = () => fail(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    waiting.then(done, fail).finally(() => signal.removeEventListener('abort', abort));
  });
}
