/** Tokens that are good now: renewed once for many callers, and patiently, because an answer that is lost signs nobody out. */

import { SignedOutError, UnreachableError } from './errors';
import type { ClientTokens, Kept, TokenStore } from './store';
import { type ClientWire, errorOf, postFields, tokensIn, type Unanswered, type WireAnswer } from './wire';

/** Before it expires: a request takes its time, and clocks differ. */
const leeway = 30_000;
const [firstPause, longestPause] = [1000, 60_000];

/** Throws where nobody is signed in, with the reason. */
function signedIn(kept: Kept | undefined, issuer: string): ClientTokens {
  if (!kept) throw new SignedOutError('not_signed_in');
  if ('ended' in kept) throw new SignedOutError(kept.ended);
  if (kept.issuer !== issuer) throw new SignedOutError('not_signed_in');
  return kept;
}

const isGood = ({ expiresAt, clockOffset }: ClientTokens, now: number) =>
  expiresAt - (now + clockOffset) > leeway;

type Away = Extract<WireAnswer, { kind: 'away' }>;
type TokenEndpoint = () => Promise<string | Unanswered>;

export type TokenSource = {
  /** Good for half a minute at least. */
  current(): Promise<ClientTokens>;
  /** Others than the ones with this access token, which was refused. */
  after(refused: string): Promise<ClientTokens>;
};

export function tokenSource(wire: ClientWire, store: TokenStore, endpoint: TokenEndpoint): TokenSource {
  let running: Promise<ClientTokens> | undefined;
  const renew = (refused?: string) => {
    running ??= renewPatiently({ wire, store, endpoint, refused }).finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    async current() {
      const tokens = signedIn(await store.load(), wire.issuer);
      return isGood(tokens, wire.now()) ? tokens : renew();
    },
    async after(refused) {
      const tokens = await renew(refused);
      // What ran already was for somebody who did not know that these are refused.
      return tokens.accessToken === refused ? renew(refused) : tokens;
    },
  };
}

type Renewal = {
  readonly wire: ClientWire;
  readonly store: TokenStore;
  readonly endpoint: TokenEndpoint;
  readonly refused: string | undefined;
};

/** With the same refresh token each time. Nothing is held during a pause. */
async function renewPatiently(renewal: Renewal): Promise<ClientTokens> {
  const { wire, store } = renewal;
  const begun = wire.now();
  let waited = 0;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const tried = await store.withLock(() => renewOnce(renewal));
    if (!('kind' in tried)) return tried;
    // Not in step with everybody else who was cut off.
    const spread = pause * (0.5 + Math.random() / 2);
    const next = Math.max(spread, (tried.retryAfterSeconds ?? 0) * 1000);
    if (Math.max(waited, wire.now() - begun) + next > wire.patience) throw new UnreachableError(tried.why);
    await wire.wait(next);
    waited += next;
  }
}

/** The caller holds the store. */
async function renewOnce({ wire, store, endpoint, refused }: Renewal): Promise<ClientTokens | Away> {
  const tokens = signedIn(await store.load(), wire.issuer);
  if (tokens.accessToken !== refused && isGood(tokens, wire.now())) return tokens;
  const prover = await wire.proverFor(tokens.proofKey);
  const url = await endpoint();
  const answer =
    typeof url === 'string'
      ? await postFields(
          wire,
          url,
          { grant_type: 'refresh_token', refresh_token: tokens.refreshToken },
          { prover },
        )
      : url;
  if (answer.kind === 'away') return answer;
  // A machine that slept meanwhile lost its hold on the store: what somebody else got counts.
  const latest = signedIn(await store.load(), wire.issuer);
  if (latest.refreshToken !== tokens.refreshToken) return latest;
  if (answer.kind === 'refused') {
    if (answer.error !== 'invalid_grant') throw errorOf(answer);
    const ended = answer.ended ?? 'unknown';
    await store.save({ ended });
    throw new SignedOutError(ended);
  }
  const next = tokensIn(answer, wire, prover);
  if (!next) return { kind: 'away', why: 'the answer holds no tokens' };
  await store.save(next);
  return next;
}
