/** An organization's audit as a file. */

import {
  allOrganizationAudit,
  countOrganizationAudit,
  type OrganizationAuditFilter,
  type OrganizationAuditRow,
} from '../../audit/organization-list';
import { ok, type Result } from '../../result';
import { actorHere, type OrganizationContext } from '../context';
import { admitExport } from '../steps/admit-export';
import { record } from '../steps/record';

/** What one file holds: a spreadsheet still opens it, and the filters lead to the rest. */
const mostExported = 100_000;

/** Large enough to be quick, small enough to be held in memory by many downloads at once. */
const batchSize = 1000;

type Exported = {
  readonly lines: AsyncIterable<readonly OrganizationAuditRow[]>;
  /** There are more than one file holds. */
  readonly cutOff: boolean;
};

/**
 * Recorded before the first line is read: no file leaves without its line in the audit, and the line says how many the file has.
 * It is not among them itself.
 */
export async function exportOrganizationAudit(
  ctx: OrganizationContext,
  filter: OrganizationAuditFilter,
  most = mostExported,
): Promise<Result<Exported, 'rate_limited'>> {
  const admitted = await admitExport(ctx, 'organization_audit');
  if (!admitted.ok) return admitted;
  const { id } = ctx.organization;
  const { lines, newest } = await countOrganizationAudit(ctx.db, id, filter, most);
  await record(ctx, ctx.db, {
    event: 'organization_audit_exported',
    outcome: 'success',
    ...actorHere(ctx),
    data: { lines: Math.min(lines, most) },
  });
  const asked = { filter, before: newest + 1n, most, batch: batchSize };
  return ok({ lines: allOrganizationAudit(ctx.db, id, asked), cutOff: lines > most });
}
