import { twoOfAdministrators } from '@/lib/flows/context';
import { exportOrganizationAudit } from '@/lib/flows/organization/export-audit';
import { readAuditQuery } from '@/lib/web/activity/audit-query';
import { download, noFile, streamOf } from '@/lib/web/activity/download';
import { organizationAuditCsv } from '@/lib/web/activity/organization-audit-csv';
import { organizationRoute } from '@/lib/web/guards/organization-route';
import { problem } from '@/lib/web/guards/problem';

const guard = {
  permission: 'audit.export',
  activity: 'counts',
  stepUp: 'recent',
  strength: twoOfAdministrators,
} as const;

/** The organization's audit as CSV, with the same filters as the page. */
export const GET = organizationRoute(guard, async (ctx, request) => {
  const asked = readAuditQuery(Object.fromEntries(request.nextUrl.searchParams));
  if (!asked) return problem('invalid');
  const exported = await exportOrganizationAudit(ctx, { kind: asked.kind, personId: asked.personId });
  if (!exported.ok) return problem('rate_limited', { retryAfterSeconds: exported.retryAfterSeconds });
  const file = `${ctx.organization.slug}-audit`;
  return download(file, 'csv', ctx.now, streamOf(organizationAuditCsv(exported.value)));
});

export const HEAD = organizationRoute({ permission: 'audit.export', activity: 'passive' }, noFile);
