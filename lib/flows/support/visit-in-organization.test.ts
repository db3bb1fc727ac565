import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { organizations } from '../../../db/schema/organizations';
import { flowWorld } from '../../../tests/support/flow-world';
import { visitWorld } from '../../../tests/support/visits';
import { noteLanding } from '../organization/landing';
import { openSeat } from '../session/resume-session';

const world = flowWorld();
const visits = visitWorld(world);

async function scene() {
  const visiting = await visits.visiting();
  const { organization } = await world.inOwn(visiting.person.secret);
  const seat = async () => {
    const resumed = await visits.resume(visiting, organization.slug);
    return resumed.kind === 'active' ? resumed.caller : undefined;
  };
  const rule = (columns: Partial<typeof organizations.$inferInsert>) =>
    world.db.update(organizations).set(columns).where(eq(organizations.id, organization.id));
  return { ...visiting, organization, seat, rule };
}

test('support opens an organization of the person, which its owners see with the name and the reason, once', async () => {
  const { organization, seat, staff, person } = await scene();
  const caller = await seat();
  if (!caller) throw new Error('there is no visit');
  expect(caller.organization).toMatchObject({ id: organization.id });
  await noteLanding(world.ctx(), caller);
  const resumed = await seat();
  expect(resumed?.organization).toMatchObject({ id: organization.id });
  const trail = await world.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.event, 'organization_seen_by_support'));
  expect(trail.filter(({ organizationId }) => organizationId === organization.id)).toMatchObject([
    { actorId: staff.userId, userId: person.userId, sessionId: caller.session.id },
  ]);
});

test('an organization that wants no visits is not there for support, and stays there for its person', async () => {
  const { organization, seat, rule, person } = await scene();
  await rule({ supportAccess: 'never' });
  const caller = await seat();
  expect(caller).toMatchObject({ support: { level: expect.any(String) } });
  expect([caller?.organization, caller?.closed]).toEqual([undefined, undefined]);
  expect((await world.inOrganization(person.secret, organization.slug)).organization.id).toBe(
    organization.id,
  );
});

test.each([
  ['everyone was signed out of', { sessionsValidFrom: sql`now()` }],
  ['demands a second factor that the person has not', { secondFactorRequired: true }],
  ['was deleted', { deletedAt: sql`now()` }],
] as const)('an organization that %s is not there for support either', async (_what, columns) => {
  const { seat, rule } = await scene();
  await rule(columns as never);
  const caller = await seat();
  expect(caller?.support).toBeDefined();
  expect([caller?.organization, caller?.closed]).toEqual([undefined, undefined]);
});

test('the person’s own proof counts, from when they allowed it: what was demanded since keeps support out', async () => {
  const { seat, rule, grantId } = await scene();
  await rule({ absoluteLimitSeconds: 3600 });
  expect((await seat())?.organization).toBeDefined();
  await world.owner.execute(
    sql`update support_grants set granted_at = now() - interval '1 hour' where id = ${grantId}`,
  );
  expect((await seat())?.organization).toBeUndefined();
  await rule({ absoluteLimitSeconds: null, sessionsValidFrom: sql`now() - interval '2 hours'` as never });
  expect((await seat())?.organization).toBeDefined();
  await rule({ sessionsValidFrom: sql`now() - interval '30 minutes'` as never });
  expect((await seat())?.organization).toBeUndefined();
});

test('what an address does not name is judged by the same rules', async () => {
  const { seat, rule, organization } = await scene();
  const caller = await seat();
  if (!caller) throw new Error('there is no visit');
  const ctx = { ...world.ctx(), ...caller };
  expect(await openSeat(ctx, organization.id)).toMatchObject({ id: organization.id });
  await rule({ supportAccess: 'never' });
  expect(await openSeat(ctx, organization.id)).toBeUndefined();
});
