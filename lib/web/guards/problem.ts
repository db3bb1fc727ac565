/** Errors of the API as RFC 9457 problem documents with a machine-readable code. */

import type { EndReason } from '../../session/reasons';
import { problemSentence } from '../../words/unavailable';

export type ProblemCode =
  | 'no_session'
  | 'session_ended'
  | 'step_up_required'
  | 'forbidden'
  | 'cross_site'
  | 'not_found'
  | 'invalid'
  | 'two_credentials'
  | 'invalid_token'
  | 'invalid_dpop_proof'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'idempotency_key_reused'
  | 'outdated'
  | 'method_not_allowed'
  | 'too_large'
  | 'unsupported'
  | 'precondition_failed'
  | 'range_not_satisfiable'
  | 'rate_limited'
  | 'unavailable';

const problems: Record<ProblemCode, { status: number; title: string }> = {
  no_session: { status: 401, title: 'Sign in to use this.' },
  session_ended: { status: 401, title: 'This session has ended. Sign in again.' },
  step_up_required: { status: 403, title: "Confirm it's you first." },
  forbidden: { status: 403, title: 'You may not do this.' },
  cross_site: { status: 403, title: "This request didn't come from our own pages." },
  not_found: { status: 404, title: 'There is nothing here.' },
  invalid: { status: 400, title: "This request isn't valid." },
  two_credentials: { status: 400, title: 'Send a cookie or a token, and not both.' },
  invalid_token: { status: 401, title: "This token isn't good." },
  invalid_dpop_proof: { status: 401, title: "This proof isn't good." },
  insufficient_scope: { status: 403, title: "This token isn't allowed to do that." },
  insufficient_user_authentication: { status: 401, title: 'Only a person can do this, in a browser.' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used for another request.' },
  outdated: { status: 409, title: 'This was made for an earlier version.' },
  method_not_allowed: { status: 405, title: "This can't be done here." },
  too_large: { status: 413, title: 'This is too long to keep.' },
  unsupported: { status: 415, title: "This isn't in a form we can read." },
  precondition_failed: { status: 412, title: "This isn't what was expected here." },
  range_not_satisfiable: { status: 416, title: "There's no such part of this." },
  rate_limited: { status: 429, title: 'Too many tries. Wait and try again.' },
  unavailable: { status: 503, title: problemSentence('away', false) },
};

/** While the database is away, when to ask again: short, because recovery is by itself. */
export const unavailableRetrySeconds = 5;

export const privateCaching = { 'Cache-Control': 'private, no-store', Vary: 'Cookie' } as const;

type ProblemDetails = {
  /** Where the usual sentence would be wrong. */
  title?: string;
  reason?: EndReason | 'expired' | 'revoked';
  /** More for developers than the title says. */
  detail?: string;
  /** What is wrong with what was sent, field by field. */
  errors?: readonly FieldProblem[];
  /** The page where a person can do it. */
  page?: string;
  /** The scope that a token needs. */
  scope?: string;
  /** The device it was ended from, and when (ISO). */
  endedFrom?: string;
  endedAt?: string;
  /** The secret was rotated while this request was under way; the browser holds the new cookie and may ask again. */
  superseded?: boolean;
  retryAfterSeconds?: number;
  /** What WWW-Authenticate asks for, where it is no cookie. */
  challenge?: string;
};

export type FieldProblem = { readonly field: string; readonly message: string };

export function problem(code: ProblemCode, details: ProblemDetails = {}): Response {
  const { status } = problems[code];
  const { retryAfterSeconds, superseded, challenge, ...shown } = details;
  const headers = new Headers({ 'Content-Type': 'application/problem+json', ...privateCaching });
  const asks = challenge ?? (status === 401 ? 'Cookie realm="session"' : undefined);
  if (asks) headers.set('WWW-Authenticate', asks);
  const wait = retryAfterSeconds ?? (code === 'unavailable' ? unavailableRetrySeconds : undefined);
  if (wait) headers.set('Retry-After', String(wait));
  const { text } = problemText(code, { ...shown, superseded: superseded || undefined });
  return new Response(text, { status, headers });
}

/** The document itself, for where there is no Response. */
export function problemText(code: ProblemCode, shown: ProblemDetails = {}): { status: number; text: string } {
  const { status, title } = problems[code];
  return { status, text: JSON.stringify({ type: 'about:blank', title, status, code, ...shown }) };
}
