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
  reason?: EndReason;
  /** The device it was ended from, and when (ISO). */
  endedFrom?: string;
  endedAt?: string;
  /** The secret was rotated while this request was under way; the browser holds the new cookie and may ask again. */
  superseded?: boolean;
  retryAfterSeconds?: number;
};

export function problem(code: ProblemCode, details: ProblemDetails = {}): Response {
  const { status } = problems[code];
  const { retryAfterSeconds, superseded, ...shown } = details;
  const headers = new Headers({ 'Content-Type': 'application/problem+json', ...privateCaching });
  if (status === 401) headers.set('WWW-Authenticate', 'Cookie realm="session"');
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
