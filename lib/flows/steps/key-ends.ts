/** The ends of API keys as events; `actorId` is absent where no person ended them. */

import type { EndedKey } from '../../api-key/store';
import type { AuditEvent } from '../../audit/events';

export const keyEnds = (rows: readonly EndedKey[], actorId?: string): AuditEvent[] =>
  rows.map(({ id, userId, organizationId, lastFour, reason }) => ({
    event: 'key_revoked',
    outcome: 'success',
    actorId,
    userId,
    organizationId: organizationId ?? undefined,
    reason,
    data: { key: id, lastFour },
  }));
