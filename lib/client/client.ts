/** A client of the API for apps, command lines and extensions: plain fetch, no dependency, and nothing of the project around it. Copy the folder. */

import { call } from './call';
import type { ProofKeys } from './proof';
import { tokenSource } from './renew';
import {
  type CodeSignIn,
  type DeviceSignIn,
  type SignInParts,
  signInWithCode,
  signInWithDevice,
} from './sign-in';
import type { TokenStore } from './store';
import { type ClientWire, endpointsOf, errorOf, postFields } from './wire';

export type ClientOptions = {
  /** The origin of the product, such as https://app.example.com. */
  readonly issuer: string;
  /** As lib/config/clients.ts has it. */
  readonly clientId: string;
  readonly store: TokenStore;
  readonly fetch?: typeof fetch;
  /** `proofKeys` of proof.ts, where the server binds tokens to a key. */
  readonly bindTo?: ProofKeys;
  /**
   * In seconds, how long a call waits for tokens while the server is away. Left out, ten minutes: as long as the server gives the
   * same answer to the same refresh token.
   */
  readonly patience?: number;
  /** For tests: milliseconds since 1970, and a pause of so many of them. */
  readonly now?: () => number;
  readonly wait?: ClientWire['wait'];
};

export type ApiClient = {
  signInWithDevice(asked: DeviceSignIn): Promise<void>;
  signInWithCode(asked: CodeSignIn): Promise<void>;
  /**
   * As `fetch`, with a path of the issuer. Rejects with SignedOutError where only a sign-in helps, with UnreachableError where no
   * token was to be had in time, and as fetch does where the request itself failed.
   */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Ends the sign-in at the server. Where that is away it rejects, and all is as before, unless told to forget it anyway. */
  signOut(how?: { readonly evenOffline?: boolean }): Promise<void>;
};

export function createClient(options: ClientOptions): ApiClient {
  const { store } = options;
  const wire = wireOf(options);
  const endpoints = endpointsOf(wire);
  const parts: SignInParts = { wire, store, endpoints, newProver: async () => options.bindTo?.create() };
  const tokens = tokenSource(wire, store, async () => {
    const found = await endpoints();
    return 'kind' in found ? found : found.token;
  });

  return {
    signInWithDevice: (asked) => signInWithDevice(parts, asked),
    signInWithCode: (asked) => signInWithCode(parts, asked),
    fetch: (path, init) => call(wire, tokens, { path, init }),
    signOut: (how = {}) => signOut(parts, how),
  };
}

async function signOut(
  { wire, store, endpoints }: SignInParts,
  { evenOffline = false }: { readonly evenOffline?: boolean },
): Promise<void> {
  await store.withLock(async () => {
    const kept = await store.load();
    if (!kept || 'ended' in kept || kept.issuer !== wire.issuer) return;
    const found = await endpoints();
    const answer =
      'kind' in found ? found : await postFields(wire, found.revocation, { token: kept.refreshToken });
    if (answer.kind !== 'done' && !evenOffline) throw errorOf(answer);
    await store.save({ ended: 'signed_out' });
  });
}

function wireOf({ issuer, clientId, bindTo, ...given }: ClientOptions): ClientWire {
  const at = new URL(issuer);
  if (at.origin !== issuer)
    throw new TypeError(`The issuer is an origin, such as ${at.origin}, and not ${issuer}.`);
  // Everybody on the way could read the tokens.
  if (at.protocol !== 'https:' && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(at.hostname))
    throw new TypeError(`${issuer} has to begin with https://`);
  return {
    issuer,
    clientId,
    fetch: given.fetch ?? ((...asked) => fetch(...asked)),
    now: given.now ?? Date.now,
    wait: given.wait ?? pause,
    patience: (given.patience ?? 600) * 1000,
    clock: { offset: 0 },
    proverFor: async (key) => {
      if (!key) return undefined;
      if (!bindTo) throw new TypeError('These tokens are bound to a key: create the client with bindTo.');
      return bindTo.of(key);
    },
  };
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const over = () => {
      signal?.removeEventListener('abort', abort);
      done();
    };
    const timer = setTimeout(over, milliseconds);
    const abort = () => {
      clearTimeout(timer);
      fail(signal?.reason);
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
  });
}
