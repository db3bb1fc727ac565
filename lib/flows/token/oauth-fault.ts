/** Errors of the endpoints for apps, as their RFCs name them. A developer can act on each; none says anything about anybody. Pure. */

/** RFC 6749 §5.2 · RFC 8628 §3.5 · RFC 8707 §2 · RFC 9449 §5 */
export type OAuthFaultCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_dpop_proof'
  | 'authorization_pending'
  | 'slow_down'
  | 'access_denied'
  | 'expired_token';

/** `ended`: why the sign-in is over, so that the app can tell its person. */
export type OAuthFault = {
  readonly error: OAuthFaultCode;
  readonly description: string;
  readonly ended?: string;
  /** Too often: nothing was looked at, and the token is as good as before. */
  readonly retryAfterSeconds?: number;
};

export type OAuthResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: OAuthFault };

export const oauthFault = (error: OAuthFaultCode, description: string, ended?: string) =>
  ({ ok: false, fault: ended ? { error, description, ended } : { error, description } }) as const;
