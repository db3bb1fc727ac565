/** The names of what is recorded: the OWASP Logging Vocabulary's, where it has one. Pure. */

export const auditEventNames = [
  'user_created',
  'user_confirmed',
  // By an operator.
  'user_invited',
  // Somebody signed up, or asked for a link, with an address that has an account.
  'sign_up_repeated',
  'user_renamed',
  'user_disabled',
  'user_enabled',
  // By an operator: the password opens nothing until another one is chosen by mail.
  'password_reset_required',
  // By an operator or staff, also where no session was left to end.
  'user_signed_out',
  'user_deletion_requested',
  'user_deletion_undone',
  'user_deleted',
  'authn_password_change',
  'password_reset_requested',
  // Who it is for is known when the mail goes out.
  'password_reset_link_sent',
  'email_change_requested',
  'email_changed',
  'email_change_undone',
  // "This wasn't me", from a mail.
  'sign_in_reported',
  'data_exported',
  'authn_login_success',
  // The right password after many wrong ones.
  'authn_login_successafterfail',
  'authn_login_fail',
  'authn_login_lock',
  'authn_login_unlock',
  // By email, to any address; whether there is an account shows when it goes out.
  'sign_in_code_requested',
  'sign_in_code_sent',
  'sign_in_code_fail',
  // The right password, and the code still to come.
  'second_factor_asked',
  'second_factor_fail',
  'factor_added',
  'factor_removed',
  'passkey_added',
  'passkey_removed',
  'passkey_renamed',
  // A passkey answered, and what it said was not good enough; the reason says why.
  'passkey_fail',
  // By who has lost every second factor: a wait that can be stopped, and then a link.
  'factor_reset_requested',
  'factor_reset_cancelled',
  // An account elsewhere; data.provider says where.
  'identity_linked',
  'identity_unlinked',
  'recovery_codes_renewed',
  'recovery_code_used',
  'device_trusted',
  'device_distrusted',
  'session_created',
  'session_renewed',
  // OWASP's word for every end of a session; the reason says which.
  'session_expired',
  'session_renamed',
  // From a new network or by a different browser; the reason says which.
  'session_used_elsewhere',
  // A refresh token that was spent before was shown again, too late or after its successor.
  'authn_token_reuse',
  // A token that is bound to a key, without that key.
  'authn_token_unproven',
  // Two programs at once, or an answer that was lost: the same successor was given again.
  'token_replayed',
  'token_refreshed',
  // A person said no to what waits for their code.
  'device_code_denied',
  // By a person; data.key names it. Of an organization's own key its trail shows it as well.
  'key_created',
  'key_renewed',
  // However it ended; the reason says which way.
  'key_revoked',
  'signing_key_created',
  'signing_key_retired',
  'step_up_fail',
  'authz_fail',
  // Somebody became staff, or another kind of staff; data says from what to what.
  'authz_change',
  // Staff found or looked at a person; data.what says which.
  'sensitive_read',
  // In an emergency; data says how many.
  // Support asks to see an account as its person, and what came of it; data.why is the reason that the person was told.
  'support_asked',
  'support_granted',
  'support_refused',
  'support_withdrawn',
  'support_started',
  // data says how many pages were seen and how much was changed; the reason says why it ended.
  'support_stopped',
  'everyone_signed_out',
  'excess_rate_limit_exceeded',
  'organization_created',
  'organization_changed',
  // Data says which of its own rules, and what they are now.
  'organization_rules_changed',
  'organization_signed_out',
  'organization_deletion_requested',
  'organization_deletion_undone',
  'organization_deleted',
  // Data names the invitation; its address is in its own row.
  'invitation_sent',
  'invitation_revoked',
  'invitation_accepted',
  'invitation_declined',
  // Data says how many lines.
  'organization_audit_exported',
  // By support, as one of its people; data.why is what they gave as their reason.
  'organization_seen_by_support',
  // Where signed events are sent to; data says which host, and what else was changed.
  'webhook_created',
  'webhook_changed',
  'webhook_secret_rotated',
  'webhook_removed',
  // By the product, after days of failures or because the receiver said that it is gone; the reason says which.
  'webhook_disabled',
  'member_role_changed',
  'member_removed',
  'member_left',
  'plan_changed', // only: plans
  'excess_sessions_exceeded',
  'project_created', // only: sample
  'project_updated', // only: sample
  'project_deleted', // only: sample
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
  readonly organizationId?: string;
  readonly reason?: string;
  /** Small, flat, free of secrets and of personal data. */
  readonly data?: Readonly<Record<string, string | number | boolean>>;
};
