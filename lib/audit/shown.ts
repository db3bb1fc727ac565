/** What of the trail its person is shown, and under which filter. Pure. */

import { type AuditEventName, auditEventNames } from './events';

export const activityKinds = ['sign_ins', 'ends', 'changes', 'failures'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** `other` stands under no filter of its own; `hidden` is never shown and never exported. */
export type Shelf = ActivityKind | 'other' | 'hidden';

const shelves: Record<AuditEventName, Shelf> = {
  user_created: 'changes',
  user_confirmed: 'changes',
  user_invited: 'changes',
  sign_up_repeated: 'failures',
  user_renamed: 'changes',
  user_disabled: 'changes',
  user_enabled: 'changes',
  password_reset_required: 'changes',
  user_signed_out: 'changes',
  user_deletion_requested: 'changes',
  user_deletion_undone: 'changes',
  user_deleted: 'changes',
  authn_password_change: 'changes',
  password_reset_requested: 'changes',
  password_reset_link_sent: 'changes',
  email_change_requested: 'changes',
  email_changed: 'changes',
  email_change_undone: 'changes',
  sign_in_reported: 'changes',
  data_exported: 'changes',
  // Every way in begins a session, and session_created tells that: once is enough.
  authn_login_success: 'hidden',
  authn_login_successafterfail: 'sign_ins',
  authn_login_fail: 'failures',
  authn_login_lock: 'failures',
  authn_login_unlock: 'changes',
  sign_in_code_requested: 'sign_ins',
  sign_in_code_sent: 'sign_ins',
  sign_in_code_fail: 'failures',
  second_factor_asked: 'sign_ins',
  second_factor_fail: 'failures',
  factor_added: 'changes',
  factor_removed: 'changes',
  passkey_added: 'changes',
  passkey_removed: 'changes',
  passkey_renamed: 'changes',
  passkey_fail: 'failures',
  factor_reset_requested: 'changes',
  factor_reset_cancelled: 'changes',
  identity_linked: 'changes',
  identity_unlinked: 'changes',
  recovery_codes_renewed: 'changes',
  recovery_code_used: 'sign_ins',
  device_trusted: 'changes',
  device_distrusted: 'changes',
  session_created: 'sign_ins',
  session_renewed: 'sign_ins',
  session_expired: 'ends',
  session_renamed: 'changes',
  session_used_elsewhere: 'sign_ins',
  authn_token_reuse: 'failures',
  authn_token_unproven: 'failures',
  // Apps do it every few minutes: the list of sessions says when last.
  token_replayed: 'hidden',
  token_refreshed: 'hidden',
  device_code_denied: 'sign_ins',
  key_created: 'changes',
  key_renewed: 'changes',
  key_revoked: 'changes',
  signing_key_created: 'hidden',
  signing_key_retired: 'hidden',
  step_up_fail: 'failures',
  // Only asking for what exists and is somebody else's is recorded: shown, it would tell what exists (ASVS 8.2.2).
  authz_fail: 'hidden',
  authz_change: 'changes',
  // Who looks at whom is for those who watch over staff; shown, it would warn someone who is being looked into.
  sensitive_read: 'hidden',
  support_asked: 'sign_ins',
  support_granted: 'changes',
  support_refused: 'changes',
  support_withdrawn: 'changes',
  support_started: 'sign_ins',
  support_stopped: 'ends',
  // Each session that ended has a line of its own.
  everyone_signed_out: 'hidden',
  excess_rate_limit_exceeded: 'failures',
  organization_created: 'changes',
  organization_changed: 'changes',
  organization_rules_changed: 'changes',
  organization_signed_out: 'changes',
  organization_deletion_requested: 'changes',
  organization_deletion_undone: 'changes',
  organization_deleted: 'changes',
  invitation_sent: 'changes',
  invitation_revoked: 'changes',
  invitation_accepted: 'changes',
  invitation_declined: 'changes',
  organization_audit_exported: 'changes',
  // Under Sessions the visit has its place, with all that it saw.
  organization_seen_by_support: 'hidden',
  webhook_created: 'changes',
  webhook_changed: 'changes',
  webhook_secret_rotated: 'changes',
  webhook_removed: 'changes',
  // Nobody did it: the organization's owners are mailed.
  webhook_disabled: 'hidden',
  member_role_changed: 'changes',
  member_removed: 'changes',
  member_left: 'changes',
  plan_changed: 'changes', // only: plans
  // Each session that had to make room has a line of its own.
  excess_sessions_exceeded: 'hidden',
  project_created: 'other', // only: sample
  project_updated: 'other', // only: sample
  project_deleted: 'other', // only: sample
};

export const shelfOf = (event: AuditEventName): Shelf => shelves[event];

/** The events that a filter shows; without one, all that are shown at all. */
export const eventsOf = (kind: ActivityKind | undefined): AuditEventName[] =>
  auditEventNames.filter((event) => (kind ? shelves[event] === kind : shelves[event] !== 'hidden'));

export const isActivityKind = (text: unknown): text is ActivityKind =>
  activityKinds.some((kind) => kind === text);
