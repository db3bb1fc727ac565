/** The two ways in for a person: a code that they type elsewhere, and a page that comes back to the app. */

import { randomText, sha256Of } from './encoding';
import { RefusedError, UnreachableError } from './errors';
import type { Prover } from './proof';
import type { ClientTokens, TokenStore } from './store';
import {
  type ClientWire,
  type Endpoints,
  errorOf,
  postFields,
  tokensIn,
  type Unanswered,
  type WireAnswer,
} from './wire';

export type SignInParts = {
  readonly wire: ClientWire;
  readonly store: TokenStore;
  readonly endpoints: () => Promise<Endpoints | Unanswered>;
  /** A new key, where sign-ins are bound to one. */
  readonly newProver: () => Promise<Prover | undefined>;
};

export type ShownCode = {
  /** To be typed by hand at the address, and never put into a link (RFC 8628 §5.4). */
  readonly userCode: string;
  readonly address: string;
  readonly expiresInSeconds: number;
};

export type DeviceSignIn = {
  /** Left out: everything that this client may have. */
  readonly scope?: string;
  readonly onCode: (shown: ShownCode) => void | Promise<void>;
  readonly signal?: AbortSignal;
};

/** RFC 8628. Rejects with `access_denied` or `expired_token` where it came to nothing. */
export async function signInWithDevice(parts: SignInParts, asked: DeviceSignIn): Promise<void> {
  const { wire } = parts;
  const { device, token } = await found(parts);
  if (!device) throw new RefusedError('unauthorized_client', 'The server signs no device in.');
  const prover = await parts.newProver();
  const begun = await postFields(wire, device, { scope: asked.scope }, { signal: asked.signal });
  if (begun.kind !== 'done') throw errorOf(begun);
  const { device_code, user_code, verification_uri, expires_in, interval } = begun.body;
  if (
    typeof device_code !== 'string' ||
    typeof user_code !== 'string' ||
    typeof verification_uri !== 'string' ||
    typeof expires_in !== 'number'
  )
    throw new UnreachableError('the answer holds no code');
  await asked.onCode({
    userCode: user_code,
    address: verification_uri,
    expiresInSeconds: expires_in,
  });
  const tokens = await poll(wire, {
    ask: () =>
      postFields(
        wire,
        token,
        { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code },
        { signal: asked.signal, prover },
      ),
    pause: typeof interval === 'number' ? interval : 5,
    lifetime: expires_in,
    prover,
    signal: asked.signal,
  });
  await keep(parts, tokens);
}

type Polling = {
  readonly ask: () => Promise<WireAnswer>;
  /** In seconds, as the lifetime. */
  readonly pause: number;
  readonly lifetime: number;
  readonly prover: Prover | undefined;
  readonly signal: AbortSignal | undefined;
};

async function poll(
  wire: ClientWire,
  { ask, lifetime, prover, signal, ...first }: Polling,
): Promise<ClientTokens> {
  let pause = first.pause;
  for (let passed = pause; passed <= lifetime; passed += pause) {
    await wire.wait(pause * 1000, signal);
    const answer = await ask();
    if (answer.kind === 'done') return tokensOrThrow(answer, wire, prover);
    // §3.5: who is cut off asks less often, and who asked too often does so for good.
    if (answer.kind === 'away') pause = Math.min(pause * 2, 60);
    else if (answer.error === 'slow_down') pause += 5;
    else if (answer.error !== 'authorization_pending') throw errorOf(answer);
  }
  throw new RefusedError('expired_token', 'Nobody typed the code in time.');
}

/** How this app gets a person to a page, and hears where the page sent them back to. */
export type RedirectTarget = {
  /** As it is registered for this client. */
  readonly uri: string;
  /** Resolves with the whole address that was come back to. */
  visit(address: string): Promise<string>;
};

export type CodeSignIn = { readonly scope?: string; readonly redirect: RedirectTarget };

/** RFC 6749 §4.1 with PKCE. Rejects with `access_denied` where the person said no. */
export async function signInWithCode(parts: SignInParts, { scope, redirect }: CodeSignIn): Promise<void> {
  const { wire } = parts;
  const { authorization, token } = await found(parts);
  const [verifier, state] = [randomText(), randomText()];
  const address = new URL(authorization);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: wire.clientId,
    redirect_uri: redirect.uri,
    state,
    code_challenge: await sha256Of(verifier),
    code_challenge_method: 'S256',
    ...(scope === undefined ? {} : { scope }),
  }).toString();
  const code = codeIn(new URL(await redirect.visit(address.href)).searchParams, {
    state,
    issuer: wire.issuer,
  });
  const prover = await parts.newProver();
  // Once: a code that is shown twice ends what it gave (§4.1.2).
  const answer = await postFields(
    wire,
    token,
    { grant_type: 'authorization_code', code, redirect_uri: redirect.uri, code_verifier: verifier },
    { prover },
  );
  if (answer.kind !== 'done') throw errorOf(answer);
  await keep(parts, tokensOrThrow(answer, wire, prover));
}

/** Of the request that this app made, and of the server that it asked (RFC 9207). */
function codeIn(given: URLSearchParams, expected: { state: string; issuer: string }): string {
  if (given.get('state') !== expected.state)
    throw new RefusedError('invalid_state', 'The answer belongs to another sign-in.');
  if (given.get('iss') !== expected.issuer)
    throw new RefusedError('invalid_issuer', 'The answer comes from another server.');
  const error = given.get('error');
  if (error) throw new RefusedError(error, given.get('error_description') ?? undefined);
  const code = given.get('code');
  if (!code) throw new RefusedError('invalid_request', 'The answer holds no code.');
  return code;
}

async function found({ endpoints }: SignInParts): Promise<Endpoints> {
  const answer = await endpoints();
  if (!('kind' in answer)) return answer;
  throw errorOf(answer);
}

function tokensOrThrow(
  answer: Extract<WireAnswer, { kind: 'done' }>,
  wire: ClientWire,
  prover: Prover | undefined,
): ClientTokens {
  const tokens = tokensIn(answer, wire, prover);
  if (!tokens) throw new UnreachableError('the answer holds no tokens');
  return tokens;
}

const keep = ({ store }: SignInParts, tokens: ClientTokens) => store.withLock(() => store.save(tokens));
