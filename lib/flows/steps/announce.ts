/** Which of what is recorded is told to receivers of webhooks, and how. Whatever isn't named here is told to nobody. */

import type { Executor } from '../../../db/client';
import type { AuditEvent, AuditEventName } from '../../audit/events';
import { env } from '../../config/env';
import { isOn } from '../../config/features';
import { type EndReason, isEndReason } from '../../session/reasons';
import { type Happened, type Initiator, tell } from '../../webhook/claims';
import { queueEvents } from '../../webhook/outbox';
import { endWords } from '../../words/reasons';

const endedBy: Record<EndReason, Initiator> = {
  signed_out: 'user',
  signed_out_everywhere: 'user',
  revoked_by_user: 'user',
  revoked_by_admin: 'admin',
  idle_timeout: 'policy',
  absolute_timeout: 'policy',
  replaced: 'user',
  session_limit: 'policy',
  step_up_failed: 'system',
  password_changed: 'user',
  password_reset: 'user',
  email_changed: 'user',
  factors_changed: 'user',
  role_changed: 'admin',
  reported: 'user',
  account_disabled: 'admin',
  account_deleted: 'user',
  support_ended: 'policy',
  token_reuse: 'system',
  operator: 'admin',
};

/** What staff do from a command line has no actor, and says so. */
function initiatorOf({ actorId, userId, reason }: AuditEvent): Initiator {
  if (actorId) return actorId === userId ? 'user' : 'admin';
  return reason === 'operator' ? 'admin' : 'system';
}

type Telling = (event: AuditEvent) => Happened | undefined;

/** CAEP 1.0 §3.3: what it is and what became of it. */
const credential =
  (kind: string, change: 'create' | 'revoke' | 'update'): Telling =>
  (event) => ({
    event: 'credential.changed',
    userId: event.userId,
    initiator: initiatorOf(event),
    more: { credential_type: kind, change_type: change },
  });

const person =
  (name: 'account.disabled' | 'account.enabled' | 'account.deleted'): Telling =>
  (event) => ({ event: name, userId: event.userId, initiator: initiatorOf(event) });

const member =
  (name: 'member.added' | 'member.removed'): Telling =>
  (event) => ({
    event: name,
    userId: event.userId,
    organizationId: event.organizationId,
    initiator: initiatorOf(event),
    more: typeof event.data?.role === 'string' ? { role: event.data.role } : undefined,
  });

const organization: Telling = (event) => ({
  event: 'organization.changed',
  organizationId: event.organizationId,
  initiator: 'admin',
});

const tellings: Partial<Record<AuditEventName, Telling>> = {
  session_expired: ({ userId, sessionId, reason }) => {
    const ended = isEndReason(reason) ? reason : 'operator';
    return {
      event: 'session.revoked',
      ...{ userId, sessionId },
      initiator: endedBy[ended],
      reason: `Ended: ${endWords(ended, {})}.`,
    };
  },
  authn_password_change: credential('password', 'update'),
  factor_added: credential('app', 'create'),
  factor_removed: credential('app', 'revoke'),
  passkey_added: credential('passkey', 'create'),
  passkey_removed: credential('passkey', 'revoke'),
  recovery_codes_renewed: credential('recovery-codes', 'update'),
  identity_linked: credential('connected-account', 'create'),
  identity_unlinked: credential('connected-account', 'revoke'),
  user_disabled: person('account.disabled'),
  user_enabled: person('account.enabled'),
  user_deleted: person('account.deleted'),
  invitation_accepted: (event) => (event.data?.already ? undefined : member('member.added')(event)),
  member_removed: member('member.removed'),
  member_left: member('member.removed'),
  key_revoked: (event) => ({
    event: 'key.revoked',
    userId: event.userId,
    organizationId: event.organizationId,
    initiator: initiatorOf(event),
    more: { key: event.data?.key },
  }),
  member_role_changed: (event) => ({
    event: 'member.role_changed',
    userId: event.userId,
    organizationId: event.organizationId,
    initiator: initiatorOf(event),
    more: { claims: { role: event.data?.to } },
  }),
  organization_changed: organization,
  organization_rules_changed: organization,
};

/** In the transaction of what it tells, and one statement whatever it is; none where nothing of it is told. */
export async function announce(db: Executor, events: readonly AuditEvent[]): Promise<void> {
  if (!isOn('webhooks')) return;
  const happened = events.flatMap((event) =>
    event.outcome === 'success' ? (tellings[event.event]?.(event) ?? []) : [],
  );
  if (happened.length === 0) return;
  const issuer = env().appUrl.origin;
  await queueEvents(
    db,
    happened.map(({ event, userId, organizationId, ...rest }) => ({
      ...{ event, userId, organizationId },
      told: tell({ event, userId, organizationId, ...rest }, issuer),
    })),
  );
}
