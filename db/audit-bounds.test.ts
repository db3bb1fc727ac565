/** The application cannot remove more of the trail than a bound allows, and only the owner moves that bound. */

import { type SQL, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicy, type Policy, parsePolicy } from '../lib/config/policy';
import { flowWorld } from '../tests/support/flow-world';
import { administer } from './administer';
import { boundTrail } from './migrate';

const world = flowWorld();
const day = 86_400;
const denied = { cause: { code: '42501' } };

async function rowOf(age: number): Promise<string> {
  const [row] = await world.owner.execute<{ id: string }>(sql`
    insert into audit_events (at, event, outcome, ip) values (now() - make_interval(secs => ${age}), 'x', 'x', '203.0.113.7')
    returning id::text`);
  return row?.id ?? '';
}
const addressOf = async (id: string) => {
  const [row] = await world.owner.execute<{ ip: string }>(
    sql`select ip::text as ip from audit_events where id = ${id}::bigint`,
  );
  return row?.ip ?? 'gone';
};
/** As the application, asking for as much as it can. */
const takeAll = async () => {
  await world.db.execute(sql`select remove_audit_past(2592000, 1000), shorten_audit_addresses(86400, 1000)`);
};

const bound = (policy: Policy) => administer(world.ownerUrl, (owner) => boundTrail(owner, policy));

beforeEach(() => bound(defaultPolicy));

describe('whatever number the application passes', () => {
  test('rows stay for as long as the policy keeps them', async () => {
    const ids = [await rowOf(365 * day), await rowOf(365 * day - 300), await rowOf(31 * day)];
    await takeAll();
    const left = await Promise.all(ids.map(addressOf));
    expect(left.map((address) => address !== 'gone')).toEqual([false, true, true]);
  });

  test('addresses stay whole for as long as the policy keeps them', async () => {
    const ids = [await rowOf(90 * day), await rowOf(90 * day - 300), await rowOf(2 * day)];
    await takeAll();
    expect(await Promise.all(ids.map(addressOf))).toEqual([
      '203.0.113.0/24',
      '203.0.113.7/32',
      '203.0.113.7/32',
    ]);
  });

  test('it may keep longer than that', async () => {
    const id = await rowOf(366 * day);
    await world.db.execute(sql`select remove_audit_past(${400 * day}, 1000)`);
    expect(await addressOf(id)).not.toBe('gone');
  });

  test('without the row that holds the bounds nothing goes', async () => {
    const id = await rowOf(4000 * day);
    await world.owner.execute(sql`delete from audit_bounds`);
    await takeAll();
    expect(await addressOf(id)).toBe('203.0.113.7/32');
  });
});

test('the owner takes no younger rows than that by hand either, also with the mark of the functions', async () => {
  const id = await rowOf(31 * day);
  const marked = world.owner.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.audit_retention', 'on', true)`);
    await tx.execute(sql`delete from audit_events where id = ${id}::bigint`);
  });
  await expect(marked).rejects.toMatchObject(denied);
});

test.each<[string, SQL]>([
  ['lower the bound', sql`update audit_bounds set rows_kept_for = 2592000`],
  ['add another', sql`insert into audit_bounds values (false, 2592000, 86400)`],
  ['take it away', sql`delete from audit_bounds`],
  ['empty the table', sql`truncate audit_bounds`],
])('the application cannot %s', async (_what, statement) => {
  await expect(world.db.execute(statement)).rejects.toMatchObject(denied);
});

test('the owner moves the bound: a shorter policy lets go of more, a longer one of less', async () => {
  const ids = [await rowOf(41 * day), await rowOf(39 * day)];
  const left = async () => (await Promise.all(ids.map(addressOf))).map((address) => address !== 'gone');
  await bound(parsePolicy({ AUDIT_RETENTION: '42d' }));
  await takeAll();
  expect(await left()).toEqual([true, true]);
  await bound(parsePolicy({ AUDIT_RETENTION: '40d' }));
  await takeAll();
  expect(await left()).toEqual([false, true]);
});

describe('a person', () => {
  const traces = async (userId: string) =>
    (await world.auditOfUser(userId)).filter(({ ip, userAgent, requestId }) => ip ?? userAgent ?? requestId);

  test('cannot be removed and leave their traces, nor lose their traces and stay', async () => {
    const { userId } = await world.person();
    const before = await world.auditOfUser(userId);
    await expect(world.db.execute(sql`delete from users where id = ${userId}`)).rejects.toMatchObject(denied);
    await expect(world.db.execute(sql`truncate users cascade`)).rejects.toMatchObject(denied);
    await expect(world.db.execute(sql`select forget_audit_person(${userId}::uuid)`)).rejects.toThrow();
    expect(await world.auditOfUser(userId)).toEqual(before);
    expect((await traces(userId)).length).toBeGreaterThan(0);
  });

  test('is removed and forgotten in one', async () => {
    const [gone, other] = [await world.person(), await world.person()];
    const before = (await world.auditOfUser(gone.userId)).length;
    const [done] = await world.db.execute(sql`select remove_person(${gone.userId}::uuid) as removed`);
    expect(done).toEqual({ removed: true });
    expect(await world.db.execute(sql`select 1 from users where id = ${gone.userId}`)).toHaveLength(0);
    expect(await world.auditOfUser(gone.userId)).toHaveLength(before);
    expect(await traces(gone.userId)).toEqual([]);
    expect((await traces(other.userId)).length).toBeGreaterThan(0);
  });

  test('who is not there is not forgotten either: what strangers tried is no account’s', async () => {
    const id = await rowOf(0);
    const [done] = await world.db.execute(
      sql`select remove_person(null) as nobody, remove_person(gen_random_uuid()) as stranger`,
    );
    expect(done).toEqual({ nobody: false, stranger: false });
    expect(await addressOf(id)).toBe('203.0.113.7/32');
  });
});
