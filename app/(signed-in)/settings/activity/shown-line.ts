/** One line of the log as the browser gets it: words only. */

import { placeWords } from '@/lib/address';
import type { ActivityRow } from '@/lib/audit/list';
import { type ActivityKind, shelfOf } from '@/lib/audit/shown';
import { activityHref } from '@/lib/web/activity/activity-query';
import { activityWords } from '@/lib/words/activity';

export type ShownLine = {
  readonly id: string;
  readonly at: string;
  readonly kind: ActivityKind | 'other';
  readonly title: string;
  readonly detail: string | undefined;
  readonly by: string | undefined;
  readonly device: string | undefined;
  /** Shows only the lines of this device. */
  readonly deviceHref: string | undefined;
  readonly place: string | undefined;
};

/** `linked`: each device links to its own lines; false when the list shows one device anyway. */
export function shownLine(row: ActivityRow, linked: boolean): ShownLine {
  const shelf = shelfOf(row.event);
  const words = activityWords(row);
  const ownDevice = row.sessionId !== null && words.device !== undefined && words.device === row.deviceName;
  // A limit ends a session from nowhere: the address is only where somebody noticed.
  const fromNowhere = row.event === 'session_expired' && row.byNobody;
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    kind: shelf === 'hidden' ? 'other' : shelf,
    title: words.title,
    detail: words.detail,
    by: words.by,
    device: words.device,
    deviceHref: linked && ownDevice ? activityHref({ sessionId: row.sessionId ?? undefined }) : undefined,
    place: fromNowhere ? undefined : (placeWords(row.ip) ?? undefined),
  };
}
