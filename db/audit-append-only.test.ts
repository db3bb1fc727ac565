import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { flowWorld } from '../tests/support/flow-world';

const world = flowWorld();

beforeAll(async () => {
  await world.person();
});

const rows = async () =>
  JSON.stringify([...(await world.owner.execute(sql`select * from audit_events order by id`))]);

/** 42501 is Postgres' own code for a refused privilege. */
const refusal = { cause: { code: '42501', message: 'audit_events is append-only' } };

test.each([
  ['update', sql`update audit_events set outcome = 'success'`],
  ['update of no column that matters', sql`update audit_events set event = event`],
  [
    'update by upsert',
    sql`
    insert into audit_events (id, event, outcome) overriding system value
    select id, 'x', 'x' from audit_events limit 1 on conflict (id) do update set event = 'x'`,
  ],
  ['delete', sql`delete from audit_events`],
  ['delete of one row', sql`delete from audit_events where id = (select min(id) from audit_events)`],
  ['truncate', sql`truncate audit_events`],
  ['truncate with what hangs on it', sql`truncate audit_events restart identity cascade`],
])('an audit row survives %s by the owner of the table', async (_how, statement) => {
  const before = await rows();
  await expect(world.owner.execute(statement)).rejects.toMatchObject(refusal);
  expect(await rows()).toBe(before);
});

describe('anyone who sets the mark of the retention by hand', () => {
  const marked = (statement: SQL) =>
    world.owner.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.audit_retention', 'on', true)`);
      await tx.execute(statement);
    });

  test.each([
    ['change what happened', sql`update audit_events set outcome = 'forged'`],
    ['change when it happened', sql`update audit_events set at = now() - interval '60 days'`],
    ['put another address there', sql`update audit_events set ip = '198.51.100.7'`],
    ['put another browser there', sql`update audit_events set user_agent = 'forged', ip = null`],
    ['remove what is young', sql`delete from audit_events`],
    ['empty the table', sql`truncate audit_events`],
  ])('still cannot %s', async (_what, statement) => {
    const before = await rows();
    await expect(marked(statement)).rejects.toMatchObject(refusal);
    expect(await rows()).toBe(before);
  });
});

test('the trail of a person outlives the person', async () => {
  const { userId } = await world.person();
  const before = await world.auditOfUser(userId);
  await world.owner.execute(sql`delete from users where id = ${userId}`);
  expect(before.length).toBeGreaterThan(1);
  expect(await world.auditOfUser(userId)).toEqual(before);
});
