/** What a provider says about a person, once its answer was verified; and the ways in which that fails. */

import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import type { ProviderName } from '../config/providers';
import { log } from '../observe/log';
import { ok, type Result, refused } from '../result';

export type Claim = {
  readonly provider: ProviderName;
  /** The provider's own id for the person: the one thing that never comes to belong to somebody else. */
  readonly subject: string;
  /** As the provider writes it. */
  readonly email: string;
  /** Whether the provider has made sure that the person reads this address. */
  readonly emailVerified: boolean;
  /** Whether it answers for that today, and not only for the day on which it made sure. */
  readonly emailCurrent: boolean;
  readonly name: string;
};

export type ClaimFault = 'denied' | 'unreachable' | 'not_valid';

/** What goes with a person to the provider, and what its answer is checked against. */
export type Proofs = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** How long a provider is waited for, in seconds: for each request to it, and for all of them together. */
export const providerPatience = { request: 5, all: 12 } as const;

/**
 * Never throws: what a provider does wrong is no fault of ours, and a connection to it that fails must not be taken for a
 * database that is away. What is logged is the kind of fault alone; its message and its cause may hold codes and tokens.
 */
export async function attempted<Value>(
  provider: ProviderName,
  ask: () => Promise<Value>,
): Promise<Result<Value, ClaimFault>> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TypeError('the provider is silent')), providerPatience.all * 1000);
  });
  try {
    return ok(await Promise.race([ask(), over]));
  } catch (fault) {
    const why = faultOf(fault);
    const code = fault instanceof Error && 'code' in fault ? String(fault.code).slice(0, 60) : undefined;
    if (why !== 'denied')
      log.warn({ event: 'provider_failed', provider, why, fault: code }, 'provider_failed');
    return refused(why);
  } finally {
    clearTimeout(timer);
  }
}

/** A provider that cannot be reached may be tried again; an answer that is wrong is not looked at twice. */
function faultOf(fault: unknown): ClaimFault {
  if (fault instanceof AuthorizationResponseError)
    return fault.error === 'access_denied' ? 'denied' : 'not_valid';
  if (fault instanceof ResponseBodyError) return fault.status >= 500 ? 'unreachable' : 'not_valid';
  if (fault instanceof ClientError && ['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(fault.code ?? ''))
    return 'unreachable';
  if (isNetwork(fault) || hasServerFault(fault)) return 'unreachable';
  return 'not_valid';
}

/** `fetch` throws a TypeError where nobody answers. */
const isNetwork = (fault: unknown): boolean =>
  fault instanceof TypeError && !('code' in fault && String(fault.code).startsWith('ERR_'));

const hasServerFault = (fault: unknown): boolean =>
  fault instanceof Error && fault.cause instanceof Response && fault.cause.status >= 500;
