/** Finds what support sees as somebody else: one prepared statement, with the staff member's own session in it. */

import type { Database } from '../../db/client';
import type { Role } from '../config/policy';
import { findVisitById, findVisitBySlug, read } from './found-row';
import { type AskedOrganization, dateOrNull, type FoundSession, foundSeat, foundSession } from './store';
import type { UsedFrom } from './used-from';

export type StaffSession = {
  readonly id: string;
  readonly remembered: boolean;
  readonly signedInAt: Date;
  readonly lastActiveAt: Date;
  readonly endedAt: Date | null;
  /** Since when something above it speaks against it. */
  readonly overruledAt: Date | null;
};

export type FoundVisit = FoundSession & {
  readonly visit: {
    readonly level: string;
    readonly reason: string;
    readonly staff: {
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly assurance: number;
      readonly session: StaffSession;
    };
  };
};

/** Undefined for a secret that no visit has, and for one that was begun from another session than `parentHash` opens. */
export async function findVisit(
  db: Database,
  { secretHash, parentHash }: { readonly secretHash: Buffer; readonly parentHash: Buffer },
  from: UsedFrom,
  organization: AskedOrganization | undefined,
): Promise<FoundVisit | undefined> {
  const named = organization && 'id' in organization ? organization.id : (organization?.slug ?? null);
  const asked = organization && 'id' in organization ? findVisitById : findVisitBySlug;
  const given = [secretHash, from.network, from.browser, named, parentHash];
  const [row] = await db.$client.unsafe(asked, given, { prepare: true }).values();
  if (!row) return undefined;
  // Proof that the person gave is none of support's: whatever asks for some refuses (docs/security.md C3).
  return {
    ...foundSession(row),
    outranked: true,
    organization: foundSeat(row, 'personProvenAt'),
    visit: foundVisit(row),
  };
}

const foundVisit = (row: readonly unknown[]): FoundVisit['visit'] => ({
  level: read(row, 'visitLevel'),
  reason: read(row, 'visitReason'),
  staff: {
    id: read(row, 'staffId'),
    name: read(row, 'staffName'),
    role: read(row, 'staffRole'),
    assurance: read(row, 'staffAssurance'),
    session: {
      id: read(row, 'staffSessionId'),
      remembered: read(row, 'staffRemembered'),
      signedInAt: new Date(read(row, 'staffSignedInAt')),
      lastActiveAt: new Date(read(row, 'staffLastActiveAt')),
      endedAt: dateOrNull(read(row, 'staffEndedAt')),
      overruledAt: dateOrNull(read(row, 'staffOverruledAt')),
    },
  },
});
