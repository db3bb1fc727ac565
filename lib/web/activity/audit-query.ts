/** Which part of an organization's audit an address asks for: `?kind=…&person=…&before=…`. Pure. */

import { isOrganizationAuditKind, type OrganizationAuditKind } from '../../audit/organization-shown';
import { addressIn } from '../../organization/slug';

export type AuditQuery = {
  readonly kind?: OrganizationAuditKind | undefined;
  readonly personId?: string | undefined;
  /** The last line of the page before. */
  readonly before?: bigint | undefined;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Always fits into the column. */
const id = /^\d{1,18}$/;

/** Undefined if a filter does not exist: a download must not hold more than was asked for. An empty one is none: forms send it. */
export function readAuditQuery(asked: Readonly<Record<string, unknown>>): AuditQuery | undefined {
  const [kind, personId] = [asked.kind || undefined, asked.person || undefined];
  if (kind !== undefined && !isOrganizationAuditKind(kind)) return undefined;
  if (personId !== undefined && !(typeof personId === 'string' && uuid.test(personId))) return undefined;
  const { before } = asked;
  return {
    kind,
    personId,
    before: typeof before === 'string' && id.test(before) ? BigInt(before) : undefined,
  };
}

const withQuery = (path: string, { kind, personId, before }: AuditQuery): string => {
  const asked = new URLSearchParams();
  if (kind) asked.set('kind', kind);
  if (personId) asked.set('person', personId);
  if (before !== undefined) asked.set('before', String(before));
  return asked.size > 0 ? `${path}?${asked}` : path;
};

export const auditHref = (slug: string, query: AuditQuery): string =>
  withQuery(addressIn(slug, '/settings/audit'), query);

export const auditDownloadHref = (slug: string, { kind, personId }: AuditQuery): string =>
  withQuery(`/api/organizations/${slug}/audit`, { kind, personId });
