/** The names of what is recorded: the OWASP Logging Vocabulary's, where it has one. Pure. */

export const auditEventNames = [
  'user_created',
  'authn_login_success',
  'authn_login_fail',
  'authn_login_lock',
  'authn_login_unlock',
  'session_created',
  'session_renewed',
  // OWASP's word for every end of a session; the reason says which.
  'session_expired',
  'session_renamed',
  // From a new network or by a different browser; the reason says which.
  'session_used_elsewhere',
  'step_up_fail',
  'authz_fail',
  'excess_rate_limit_exceeded',
  'plan_changed',
  'excess_sessions_exceeded',
  'project_created',
  'project_updated',
  'project_deleted',
] as const;

export type AuditEventName = (typeof auditEventNames)[number];

export type AuditEvent = {
  readonly event: AuditEventName;
  readonly outcome: 'success' | 'failure';
  /** Who did it; absent for limits and for people not signed in. */
  readonly actorId?: string;
  /** Whose account it concerns. */
  readonly userId?: string;
  readonly sessionId?: string;
  readonly reason?: string;
  /** Small, flat, free of secrets and of personal data. */
  readonly data?: Readonly<Record<string, string | number | boolean>>;
};
