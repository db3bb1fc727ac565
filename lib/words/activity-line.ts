/** A line of the security log as its sentence gets it: what it is about, who did it, and from what. Pure. */

import { LRUCache } from 'lru-cache';
import type { AuditEventName } from '../audit/events';
import { describeDevice } from '../device';

/** What a line of the trail says, as lib/audit/list reads it. */
export type ActivityLine = {
  readonly event: AuditEventName;
  readonly reason: string | null;
  readonly data: unknown;
  readonly bySomebodyElse: boolean;
  readonly byNobody: boolean;
  readonly userAgent: string | null;
  readonly deviceName: string | null;
  readonly endedFrom: string | null;
  /** Of a session that ended: from its last activity to its end. */
  readonly inactiveSeconds: number | null;
};

export const lineData = ({ data }: ActivityLine): Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null ? { ...data } : {};

export function textOf(row: ActivityLine, key: string): string | undefined {
  const value = lineData(row)[key];
  return typeof value === 'string' ? value : undefined;
}

export function byWords({ bySomebodyElse, byNobody, reason }: ActivityLine): string | undefined {
  if (bySomebodyElse) return 'support';
  return byNobody && reason === 'operator' ? 'support' : undefined;
}

/** Whose session it is says the name that the person gave it; of a stranger there is only what the browser says. */
export function deviceWords({
  event,
  reason,
  bySomebodyElse,
  byNobody,
  ...row
}: ActivityLine): string | undefined {
  if (bySomebodyElse) return undefined;
  // Its session is the visit, and not the device that it was done on.
  if (event === 'session_renamed' || event.startsWith('support_')) return named(row);
  if (event !== 'session_expired') return row.deviceName ?? named(row);
  // A limit ended it, or the device itself, which the title names.
  return byNobody || reason === 'signed_out' ? undefined : (row.endedFrom ?? named(row));
}

/** A log is mostly about a few browsers, and taking a user agent apart costs more than the rest of its line. */
const names = new LRUCache<string, string>({ max: 500 });

function named({ userAgent }: Pick<ActivityLine, 'userAgent'>): string | undefined {
  if (userAgent === null) return undefined;
  const name = names.get(userAgent) ?? describeDevice(userAgent).name;
  names.set(userAgent, name);
  return name;
}
