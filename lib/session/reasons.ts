/** Why a session ended. The same word goes to the row, the audit log and the sentence that a person reads. */

export const endReasons = [
  'signed_out',
  'signed_out_everywhere',
  'revoked_by_user',
  'revoked_by_admin',
  'idle_timeout',
  'absolute_timeout',
  'replaced',
  'session_limit',
  'step_up_failed',
  'password_changed',
  'password_reset',
  'email_changed',
  'factors_changed',
  'role_changed',
  'reported',
  'account_disabled',
  'account_deleted',
  // Of a visit by support: by the member of staff, by the person, or with the session it was begun from.
  'support_ended',
  // Of an app: a refresh token that was spent before was shown again.
  'token_reuse',
  'operator',
] as const;

export type EndReason = (typeof endReasons)[number];

const voluntary: ReadonlySet<EndReason> = new Set([
  'signed_out',
  'signed_out_everywhere',
  'revoked_by_user',
  'replaced',
]);

/** What the person did themselves. The share of the others is the product's headline figure. */
export const isVoluntary = (reason: EndReason) => voluntary.has(reason);

export const isEndReason = (text: unknown): text is EndReason => endReasons.some((reason) => reason === text);
