/** What a request of support reads beside the session itself: the session that the visit was begun from, and its member of staff. */

import type { Role } from '../config/policy';
import { overruled } from './sql';

export type VisitRow = {
  staffId: string;
  staffName: string;
  staffRole: Role;
  staffAssurance: number;
  staffSessionId: string;
  staffRemembered: boolean;
  staffSignedInAt: string;
  staffLastActiveAt: string;
  staffEndedAt: string | null;
  staffOverruledAt: string | null;
  visitLevel: string;
  visitReason: string;
  personProvenAt: string | null;
};

export const visitColumns: Readonly<Record<keyof VisitRow, string>> = {
  staffId: 'a.id',
  staffName: 'a.name',
  staffRole: 'a.role',
  staffAssurance: 'a.assurance',
  staffSessionId: 'p.id',
  staffRemembered: 'p.remembered',
  staffSignedInAt: 'p.signed_in_at',
  staffLastActiveAt: 'p.last_active_at',
  staffEndedAt: 'p.ended_at',
  staffOverruledAt: overruled.at('p', 'a'),
  visitLevel: 's.support_level',
  visitReason: 's.support_reason',
  // A visit has no proof of its own: what counts is that of the person, when they allowed it.
  personProvenAt: '(select g.granted_at from support_grants g where g.id = s.support_grant_id)',
};

/** $5 is the hash of the secret in the staff member's own cookie: without it, the other cookie opens nothing. */
export const visitJoin = `join sessions p on p.id = s.support_of and p.kind = 'browser' and p.secret_hash = $5
    join users a on a.id = p.user_id`;
