/** What the API says to a token that opens nothing, or too little: a problem document, and a challenge as the RFCs word it. */

import 'server-only';
import { env } from '../../config/env';
import type { Scope } from '../../config/scopes';
import { type Caller, limitsOfCaller } from '../../flows/context';
import type { ResumedBearer } from '../../flows/token/resume-bearer';
import { proofAlgorithm } from '../../token-family/dpop';
import { problem } from './problem';

type Parameters = Readonly<Record<string, string>>;

/** Every value is ours: nothing that was sent comes back in a header. */
const challenge = (scheme: 'Bearer' | 'DPoP', given: Parameters = {}): string => {
  // Where a program finds out how to get a token (RFC 9728 §5.1).
  const resource_metadata = `${env().appUrl.origin}/.well-known/oauth-protected-resource`;
  const all = Object.entries({ ...given, resource_metadata });
  return `${scheme} ${all.map(([name, value]) => `${name}="${value}"`).join(', ')}`;
};

export const withoutCredentials = () =>
  problem('no_session', { title: 'Sign in, or send a token.', challenge: challenge('Bearer') });

export const tokenInAddress = () =>
  problem('invalid', {
    title: 'Send tokens in the Authorization header and nowhere else: addresses end up in logs.',
    challenge: challenge('Bearer', { error: 'invalid_request' }),
  });

/** `detail` is for developers, and tells nothing about anybody. */
export const invalidToken = (detail: string, reason?: Extract<ResumedBearer, { kind: 'ended' }>['reason']) =>
  problem('invalid_token', {
    detail,
    reason,
    challenge: challenge('Bearer', { error: 'invalid_token', error_description: detail }),
  });

export const endedToken = ({ reason }: Extract<ResumedBearer, { kind: 'ended' }>) =>
  invalidToken(`it has ended: ${reason}`, reason);

export const invalidProof = (detail: string) =>
  problem('invalid_dpop_proof', {
    detail,
    challenge: challenge('DPoP', {
      error: 'invalid_dpop_proof',
      error_description: detail,
      algs: proofAlgorithm,
    }),
  });

export const insufficientScope = (scope: Scope) =>
  problem('insufficient_scope', {
    scope,
    challenge: challenge('Bearer', { error: 'insufficient_scope', scope }),
  });

/**
 * No token proves who is there (RFC 9470, docs/security.md O14): a person has to do it, at `path`, or to sign in to the app again.
 */
export function takesPerson(ctx: Caller, path: string, title?: string): Response {
  const { stepUpWindow } = limitsOfCaller(env().policy, { ...ctx, bearer: undefined });
  return problem('insufficient_user_authentication', {
    title,
    page: `${env().appUrl.origin}${path}`,
    challenge: challenge('Bearer', {
      error: 'insufficient_user_authentication',
      error_description: 'a person has to do this in a browser',
      acr_values: String(ctx.user.assurance),
      max_age: String(stepUpWindow),
    }),
  });
}
