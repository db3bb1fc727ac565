import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendAudit, type Origin } from '../../lib/audit/append';
import { flowWorld } from '../../tests/support/flow-world';
import { type AuditEvent, type AuditEventName, auditEventNames } from './events';
import { type ActivityPage, activityQuery, allActivity, type Cursor, listActivity } from './list';
import { activityKinds, eventsOf, shelfOf } from './shown';

const world = flowWorld();
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0';
const origin: Origin = { id: 'a-request', ip: '203.0.113.7', userAgent: firefox };

const happened = (userId: string, event: Partial<AuditEvent> = {}, from = origin) =>
  appendAudit(world.db, from, [{ event: 'authn_login_fail', outcome: 'failure', userId, ...event }]);

/** Nobody has an account with this id: the trail has no foreign keys. */
async function somebodyWith(events: number): Promise<string> {
  const userId = randomUUID();
  for (let n = 1; n <= events; n += 1) await happened(userId, { reason: String(n) });
  return userId;
}

const list = (userId: string, cursor?: Cursor, size = 3, filter = {}) =>
  listActivity(world.db, userId, filter, cursor, size);
const reasonsOf = ({ rows }: Pick<ActivityPage, 'rows'>) => rows.map(({ reason }) => reason);
const idAt = ({ rows }: ActivityPage, index: number) => {
  const row = rows.at(index);
  if (!row) throw new Error('there is no such line');
  return row.id;
};

describe('pages', () => {
  test('somebody to whom nothing has happened has an empty page and no other', async () => {
    expect(await list(randomUUID())).toEqual({ rows: [], hasOlder: false, hasNewer: false });
  });

  test('the first page has the newest lines, the last page the rest', async () => {
    const userId = await somebodyWith(7);
    const first = await list(userId);
    expect([reasonsOf(first), first.hasNewer, first.hasOlder]).toEqual([['7', '6', '5'], false, true]);
    const second = await list(userId, { before: idAt(first, -1) });
    expect([reasonsOf(second), second.hasNewer, second.hasOlder]).toEqual([['4', '3', '2'], true, true]);
    const last = await list(userId, { before: idAt(second, -1) });
    expect([reasonsOf(last), last.hasNewer, last.hasOlder]).toEqual([['1'], true, false]);
  });

  test('as many lines as fit on one page are one page', async () => {
    const page = await list(await somebodyWith(3));
    expect([reasonsOf(page), page.hasNewer, page.hasOlder]).toEqual([['3', '2', '1'], false, false]);
  });

  test('what happens meanwhile shifts nothing, neither downwards nor upwards', async () => {
    const userId = await somebodyWith(7);
    const first = await list(userId);
    await happened(userId, { reason: 'new' });
    const second = await list(userId, { before: idAt(first, -1) });
    expect(reasonsOf(second)).toEqual(['4', '3', '2']);
    await happened(userId, { reason: 'newer' });
    expect(reasonsOf(await list(userId, { after: idAt(second, 0) }))).toEqual(['7', '6', '5']);
  });

  test('a page upwards that is not full is the first page', async () => {
    const userId = await somebodyWith(5);
    const second = await list(userId, { before: idAt(await list(userId), -1) });
    expect(await list(userId, { after: idAt(second, 0) })).toEqual(await list(userId));
    const top = await list(userId, { after: 10n ** 18n - 1n });
    expect([reasonsOf(top), top.hasNewer, top.hasOlder]).toEqual([['5', '4', '3'], false, true]);
  });

  test('below the first line there is nothing', async () => {
    const page = await list(await somebodyWith(2), { before: 1n });
    expect(page).toEqual({ rows: [], hasOlder: false, hasNewer: true });
  });

  test('in batches everything comes once, in the same order', async () => {
    for (const events of [0, 6, 7]) {
      const userId = await somebodyWith(events);
      const batches = [];
      for await (const rows of allActivity(world.db, userId, {}, 3)) batches.push(reasonsOf({ rows }));
      expect(batches.flat()).toEqual(Array.from({ length: events }, (_, n) => String(events - n)));
      expect(batches.every((batch) => batch.length > 0 && batch.length <= 3)).toBe(true);
    }
  });
});

describe('filters', () => {
  const everything = auditEventNames.length;

  test('a kind shows its own events alone, and together with the rest they are everything', async () => {
    const userId = randomUUID();
    for (const event of auditEventNames) await happened(userId, { event });
    const all = (await list(userId, undefined, everything)).rows.map(({ event }) => event);
    expect(all.toReversed()).toEqual(eventsOf(undefined));
    const kinds: AuditEventName[] = [];
    for (const kind of activityKinds) {
      const events = (await list(userId, undefined, everything, { kind })).rows.map(({ event }) => event);
      expect(events.toReversed()).toEqual(eventsOf(kind));
      kinds.push(...events);
    }
    expect(kinds.filter((event) => kinds.indexOf(event) !== kinds.lastIndexOf(event))).toEqual([]);
    const others = auditEventNames.filter((event) => shelfOf(event) === 'other');
    expect(all.filter((event) => !kinds.includes(event)).toReversed()).toEqual(others);
  });

  test('what would be said twice, or would tell that something of somebody else exists, is left out', () => {
    expect(auditEventNames.filter((event) => shelfOf(event) === 'hidden')).toEqual([
      'authn_login_success',
      'token_replayed',
      'token_refreshed',
      'signing_key_created',
      'signing_key_retired',
      'authz_fail',
      'sensitive_read',
      'everyone_signed_out',
      'organization_seen_by_support',
      'webhook_disabled',
      'excess_sessions_exceeded',
    ]);
  });

  test('a session shows its own lines alone, and for somebody else none', async () => {
    const person = await world.person();
    const phone = await world.anotherSession(person);
    const page = await list(person.userId, undefined, 100, { sessionId: phone.sessionId });
    expect(page.rows.map(({ event, sessionId }) => [event, sessionId])).toEqual([
      ['session_created', phone.sessionId],
    ]);
    const stranger = await world.person();
    expect((await list(stranger.userId, undefined, 100, { sessionId: phone.sessionId })).rows).toEqual([]);
  });
});

describe('whose', () => {
  test('only what concerns the person is listed, not what they did to others and not what others did', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    await happened(theirs, { reason: 'theirs' });
    await happened(theirs, { reason: 'mine to them', actorId: mine });
    await appendAudit(world.db, origin, [{ event: 'authn_login_fail', outcome: 'failure', actorId: mine }]);
    await happened(mine, { reason: 'mine' });
    expect(reasonsOf(await list(mine))).toEqual(['mine']);
  });

  test('what somebody else did comes without that one’s address and browser; a stranger’s try comes with them', async () => {
    const person = await world.person();
    const { userId, sessionId } = person;
    await happened(userId, {
      actorId: randomUUID(),
      event: 'session_expired',
      reason: 'operator',
      sessionId,
    });
    await happened(userId);
    const [strange, operator] = (await list(userId)).rows;
    expect(operator).toMatchObject({
      bySomebodyElse: true,
      byNobody: false,
      ip: null,
      userAgent: null,
      sessionId,
    });
    expect(strange).toMatchObject({
      bySomebodyElse: false,
      byNobody: true,
      ip: '203.0.113.7',
      userAgent: firefox,
    });
    expect(operator).not.toHaveProperty('actorId');
  });

  test('a session of somebody else lends neither its id nor its name', async () => {
    const other = await world.person();
    const userId = randomUUID();
    await happened(userId, { sessionId: other.sessionId });
    expect((await list(userId)).rows).toMatchObject([{ sessionId: null, deviceName: null, endedFrom: null }]);
  });
});

describe('with a hundred thousand lines of one person among twice as many of others', () => {
  const userId = '00000000-0000-4000-8000-000000000001';
  beforeAll(async () => {
    // As the owner, whose statements may take as long as they take.
    await world.owner.execute(sql`
      insert into audit_events (event, outcome, user_id, session_id, ip, user_agent)
      select case when i % 999 = 0 then 'user_renamed' else 'authn_login_fail' end, 'failure',
        case when i % 3 = 0 then ${userId}::uuid else gen_random_uuid() end, gen_random_uuid(), '203.0.113.7', 'Bench'
      from generate_series(1, 300000) i`);
    // As the owner: nobody else may, and without it the plans wait for a moment in which Postgres does it by itself.
    await world.owner.execute(sql`vacuum analyze audit_events`);
  });

  const planOf = async (filter: object, cursor?: Cursor) => {
    const query = activityQuery(world.db, userId, filter, cursor, 51);
    const rows = await world.db.execute<{ 'QUERY PLAN': string }>(sql`explain ${query.getSQL()}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  test.each([
    ['the first page', {}, undefined],
    ['a page far down', {}, { before: 60_000n }],
    ['a page upwards', {}, { after: 60_000n }],
    ['a filter that hardly anything fits', { kind: 'changes' }, undefined],
    ['a filter that hardly anything fits, far down', { kind: 'changes' }, { before: 60_000n }],
  ] as const)(
    '%s is read from the index in its order: nothing is sorted and no table is gone through',
    async (_name, filter, cursor) => {
      const plan = await planOf(filter, cursor);
      expect(plan).toMatch(/Index Only Scan( Backward)? using audit_events_by_user on audit_events/);
      expect(plan).not.toMatch(/Sort|Seq Scan on audit_events|Bitmap/);
    },
  );

  test('every line is found by going through the pages', async () => {
    let lines = 0;
    for await (const rows of allActivity(world.db, userId, {}, 5000)) lines += rows.length;
    expect(lines).toBe(100_000);
  });
});
