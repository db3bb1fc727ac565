/** To an account elsewhere and back: what makes this request the browser's own, and what its answer says, verified. */

import type { ProviderName, Providers } from '../../config/providers';
import { sameMac } from '../../crypto';
import { databaseSeconds, isYoung, newProofs } from '../../identity/authorization-request';
import type { Claim, ClaimFault, Proofs } from '../../identity/claim';
import { addressAt, claimFrom } from '../../identity/providers';
import { ok, type Result, refused } from '../../result';
import type { AnonymousContext } from '../context';

export type AuthorizationRequest = Proofs & {
  readonly provider: ProviderName;
  /** Seconds since 1970, by the database's clock. */
  readonly begunAt: number;
};

type Asked = { readonly providers: Providers; readonly redirectTo: URL };

/** Finds out now whether the provider can be reached: the person is still on a page that can say so. */
export async function beginAuthorization(
  ctx: AnonymousContext,
  { provider, ...asked }: Asked & { readonly provider: ProviderName },
): Promise<Result<AuthorizationRequest, ClaimFault>> {
  const request = { provider, ...newProofs(), begunAt: await databaseSeconds(ctx.db) };
  const address = await addressAt({ ...asked, provider, proofs: request }, asked.redirectTo);
  return address.ok ? ok(request) : address;
}

/** Undefined for one that took too long. */
export async function authorizationAddress(
  ctx: AnonymousContext,
  request: AuthorizationRequest,
  asked: Asked,
): Promise<URL | undefined> {
  if (!(await isYoung(ctx.db, request.begunAt, ctx.policy.authorizationRequestLifetime))) return undefined;
  const address = await addressAt(
    { ...asked, provider: request.provider, proofs: request },
    asked.redirectTo,
  );
  return address.ok ? address.value : undefined;
}

type Answer = {
  readonly providers: Providers;
  /** The address that the browser came back to, with what the provider wrote into it. */
  readonly answer: URL;
};

/** `over`: the answer belongs to no request of this browser; it is not looked at, and nothing is asked of the provider. */
export async function claimFromAnswer(
  ctx: AnonymousContext,
  request: AuthorizationRequest,
  { providers, answer }: Answer,
): Promise<Result<Claim, ClaimFault | 'over'>> {
  if (!sameMac(answer.searchParams.get('state') ?? '', request.state)) return refused('over');
  if (!(await isYoung(ctx.db, request.begunAt, ctx.policy.authorizationRequestLifetime)))
    return refused('over');
  return claimFrom({ providers, provider: request.provider, proofs: request }, answer);
}

/** Whether an account elsewhere still waits for its person to sign in here. */
export const waits = (ctx: AnonymousContext, since: number): Promise<boolean> =>
  isYoung(ctx.db, since, ctx.policy.waitingLinkLifetime);

/** For noting since when it waits. */
export const waitsFrom = (ctx: AnonymousContext): Promise<number> => databaseSeconds(ctx.db);
