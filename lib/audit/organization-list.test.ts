import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendAudit } from '../../lib/audit/append';
import { flowWorld } from '../../tests/support/flow-world';
import { type AuditEvent, auditEventNames } from './events';
import {
  allOrganizationAudit,
  countOrganizationAudit,
  listOrganizationAudit,
  organizationAuditQuery,
} from './organization-list';
import { organizationAuditKinds, organizationEventsOf } from './organization-shown';

const world = flowWorld();

const happened = (organizationId: string | undefined, event: Partial<AuditEvent> = {}) =>
  appendAudit(world.db, { id: 'a-request', ip: '203.0.113.7', userAgent: 'Firefox' }, [
    { event: 'organization_changed', outcome: 'success', organizationId, ...event },
  ]);

const list = (organizationId: string, filter = {}, before?: bigint, limit = 50) =>
  listOrganizationAudit(world.db, organizationId, { filter, before, limit });
const eventsIn = async (organizationId: string, filter = {}) =>
  (await list(organizationId, filter, undefined, 500)).rows.map(({ event }) => event);

describe('whose', () => {
  test('lines of another organization and of people’s accounts are never listed, whatever is asked for', async () => {
    const [here, there, person] = [randomUUID(), randomUUID(), randomUUID()];
    await happened(there, { actorId: person, userId: person });
    await happened(undefined, { actorId: person, userId: person });
    await happened(here, { event: 'member_left', actorId: person, userId: person });
    for (const filter of [{}, { personId: person }])
      expect(await eventsIn(here, filter)).toEqual(['member_left']);
    expect(await countOrganizationAudit(world.db, here, { personId: person }, 10)).toMatchObject({
      lines: 1,
    });
  });

  test('of every event that there is, only those of organizations are listed, and each under one kind', async () => {
    const here = randomUUID();
    for (const event of auditEventNames) await happened(here, { event });
    const all = (await eventsIn(here)).toSorted();
    expect(all).toEqual(organizationEventsOf(undefined).toSorted());
    expect(all).not.toContain('session_created');
    expect(all).not.toContain('authn_login_success');
    const kinds = await Promise.all(organizationAuditKinds.map((kind) => eventsIn(here, { kind })));
    expect(kinds.flat().toSorted()).toEqual(all);
  });

  test('a line says who and whom, and nothing of their addresses, browsers and sessions', async () => {
    const [ada, here] = [await world.person('Ada'), randomUUID()];
    await happened(here, { actorId: ada.userId, userId: randomUUID(), sessionId: ada.sessionId });
    const [row] = (await list(here)).rows;
    expect(row).toMatchObject({ actorId: ada.userId, actorName: 'Ada', personName: null });
    expect(Object.keys(row ?? {}).toSorted()).toEqual(
      ['actorId', 'actorName', 'at', 'data', 'event', 'id', 'personId', 'personName', 'reason'].toSorted(),
    );
  });
});

describe('one person', () => {
  test('has what they did and what was done to them, each once and in order', async () => {
    const [here, bob, grace] = [randomUUID(), randomUUID(), randomUUID()];
    await happened(here, { event: 'member_role_changed', actorId: grace, userId: bob });
    await happened(here, { event: 'organization_changed', actorId: bob, userId: bob });
    await happened(here, { event: 'member_left', actorId: grace, userId: grace });
    await happened(here, { event: 'member_removed', actorId: bob, userId: grace });
    const mine = ['member_removed', 'organization_changed', 'member_role_changed'];
    expect(await eventsIn(here, { personId: bob })).toEqual(mine);
    expect(await eventsIn(here, { personId: bob, kind: 'members' })).toEqual([
      'member_removed',
      'member_role_changed',
    ]);
    const [first] = (await list(here, { personId: bob }, undefined, 1)).rows;
    expect((await list(here, { personId: bob }, first?.id)).rows.map(({ event }) => event)).toEqual(
      mine.slice(1),
    );
  });
});

describe('pages and batches', () => {
  test('what happens meanwhile shifts nothing, and an export ends where it began', async () => {
    const here = randomUUID();
    for (let n = 1; n <= 7; n += 1) await happened(here, { data: { n } });
    const numbers = (rows: readonly { data: unknown }[]) => rows.map(({ data }) => (data as { n: number }).n);
    const first = await list(here, {}, undefined, 3);
    expect([numbers(first.rows), first.hasOlder]).toEqual([[7, 6, 5], true]);
    const counted = await countOrganizationAudit(world.db, here, {}, 100);
    expect(counted.lines).toBe(7);
    await happened(here, { data: { n: 8 } });
    const last = await list(here, {}, first.rows.at(-1)?.id, 4);
    expect([numbers(last.rows), last.hasOlder]).toEqual([[4, 3, 2, 1], false]);
    const whole = { filter: {}, before: counted.newest + 1n, batch: 3 };
    for (const [most, expected] of [
      [100, [7, 6, 5, 4, 3, 2, 1]],
      [4, [7, 6, 5, 4]],
    ] as const) {
      const batches = [];
      for await (const rows of allOrganizationAudit(world.db, here, { ...whole, most }))
        batches.push(numbers(rows));
      expect(batches.flat()).toEqual(expected);
    }
    expect((await countOrganizationAudit(world.db, here, {}, 4)).lines).toBe(5);
  });
});

describe('with a hundred thousand lines of one organization among twice as many others', () => {
  const [here, few] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
  beforeAll(async () => {
    // As the owner, whose statements may take as long as they take.
    await world.owner.execute(sql`
      insert into audit_events (event, outcome, organization_id, actor_id, user_id)
      select case when i % 999 = 0 then 'member_left' else 'organization_changed' end, 'success',
        case when i % 3 = 0 then ${here}::uuid when i % 3 = 1 then gen_random_uuid() end,
        case when i % 9999 = 0 then ${few}::uuid else gen_random_uuid() end, gen_random_uuid()
      from generate_series(1, 300000) i`);
    await world.owner.execute(sql`vacuum analyze audit_events`);
  });

  const planOf = async (filter: object, before?: bigint) => {
    const query = organizationAuditQuery(world.db, here, { filter, before, limit: 51 });
    const rows = await world.db.execute<{ 'QUERY PLAN': string }>(sql`explain ${query.getSQL()}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  test.each([
    ['the first page', {}, undefined, 'audit_events_by_organization'],
    ['a page far down', {}, 60_000n, 'audit_events_by_organization'],
    ['a filter that hardly anything fits', { kind: 'members' }, undefined, 'audit_events_by_organization'],
    ['one person', { personId: few }, undefined, 'audit_events_by_organization_actor'],
    ['one person', { personId: few }, undefined, 'audit_events_by_organization_person'],
  ] as const)('%s is read from an index in its order', async (_name, filter, before, index) => {
    const plan = await planOf(filter, before);
    expect(plan).toMatch(new RegExp(`Index Only Scan( Backward)? using ${index} on audit_events`));
    expect(plan).not.toMatch(/Seq Scan on audit_events|Bitmap/);
  });
});
