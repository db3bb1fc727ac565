/** Which part of the security log an address asks for: `?kind=…&session=…&before=…`. Pure. */

import { type ActivityKind, isActivityKind } from '../../audit/shown';

const activityPath = '/settings/activity';
export const activityDownloadPath = '/api/account/activity';

export type ActivityQuery = {
  readonly kind?: ActivityKind;
  readonly sessionId?: string;
  /** The line next to which the page begins. */
  readonly cursor?: { readonly before: bigint } | { readonly after: bigint };
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Always fits into the column. */
const id = /^\d{1,18}$/;

/** Undefined if a filter does not exist: a download must not hold more than was asked for. */
export function readActivityQuery(asked: Readonly<Record<string, unknown>>): ActivityQuery | undefined {
  const { kind, session: sessionId, before, after } = asked;
  if (kind !== undefined && !isActivityKind(kind)) return undefined;
  if (sessionId !== undefined && !(typeof sessionId === 'string' && uuid.test(sessionId))) return undefined;
  return { kind, sessionId, cursor: cursorOf(before, after) };
}

function cursorOf(before: unknown, after: unknown): ActivityQuery['cursor'] {
  if (typeof before === 'string' && id.test(before)) return { before: BigInt(before) };
  if (typeof after === 'string' && id.test(after)) return { after: BigInt(after) };
  return undefined;
}

export function activityHref(query: ActivityQuery, path = activityPath): string {
  const { kind, sessionId, cursor } = query;
  const asked = new URLSearchParams();
  if (kind) asked.set('kind', kind);
  if (sessionId) asked.set('session', sessionId);
  for (const [side, line] of Object.entries(cursor ?? {})) asked.set(side, String(line));
  return asked.size > 0 ? `${path}?${asked}` : path;
}
