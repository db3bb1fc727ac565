import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { flowWorld } from '../../../tests/support/flow-world';
import type { OrganizationAuditRow } from '../../audit/organization-list';
import { foundOrganization, renameOrganization } from './change-organization';
import { exportOrganizationAudit } from './export-audit';

const world = flowWorld();

async function scene() {
  const ada = await world.person('Ada');
  const founder = await world.signedIn(ada.secret);
  const slug = `o-${founder.user.id.slice(0, 8)}`;
  const founded = await foundOrganization(founder, { name: 'Acme', slug });
  if (!founded.ok) throw new Error(founded.reason);
  const ctx = await world.inOrganization(ada.secret, slug);
  await renameOrganization(ctx, { name: 'Acme & Co', slug });
  return ctx;
}

async function eventsOf(lines: AsyncIterable<readonly OrganizationAuditRow[]>) {
  const events: string[] = [];
  for await (const rows of lines) events.push(...rows.map(({ event }) => event));
  return events;
}

const recorded = (organizationId: string) =>
  world.db
    .select({ event: auditEvents.event, data: auditEvents.data })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.organizationId, organizationId),
        eq(auditEvents.event, 'organization_audit_exported'),
      ),
    );

describe('exporting the audit of an organization', () => {
  test('holds the lines up to then, and is recorded with how many they are', async () => {
    const ctx = await scene();
    const exported = await exportOrganizationAudit(ctx, {});
    if (!exported.ok) throw new Error(exported.reason);
    expect(await eventsOf(exported.value.lines)).toEqual(['organization_changed', 'organization_created']);
    expect(exported.value.cutOff).toBe(false);
    expect(await recorded(ctx.organization.id)).toEqual([
      { event: 'organization_audit_exported', data: { lines: 2 } },
    ]);
  });

  test('holds no more than asked for and than a file may, and says where it was cut off', async () => {
    const ctx = await scene();
    const exported = await exportOrganizationAudit(ctx, { kind: 'organization' }, 1);
    if (!exported.ok) throw new Error(exported.reason);
    expect(await eventsOf(exported.value.lines)).toEqual(['organization_changed']);
    expect(exported.value.cutOff).toBe(true);
    const none = await exportOrganizationAudit(ctx, { kind: 'members' });
    expect(none.ok && (await eventsOf(none.value.lines))).toEqual([]);
    expect((await recorded(ctx.organization.id)).map(({ data }) => data)).toEqual([
      { lines: 1 },
      { lines: 0 },
    ]);
  });

  test('gives nothing away where it cannot be recorded', async () => {
    const ctx = await scene();
    await expect(exportOrganizationAudit(world.unrecordable(ctx), {})).rejects.toThrow();
    expect(await recorded(ctx.organization.id)).toEqual([]);
  });

  test('is refused after ten within an hour, and then no line of it is recorded', async () => {
    const ctx = await scene();
    for (let n = 1; n <= 10; n += 1) expect((await exportOrganizationAudit(ctx, {})).ok).toBe(true);
    expect(await exportOrganizationAudit(ctx, {})).toMatchObject({ ok: false, reason: 'rate_limited' });
    expect(await recorded(ctx.organization.id)).toHaveLength(10);
  });
});
