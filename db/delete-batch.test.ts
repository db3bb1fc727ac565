import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ago } from './ago';
import { connect, type Database } from './client';
import { deleteBatch } from './delete-batch';
import { actionKeys } from './schema/action-keys';
import { rateLimits } from './schema/throttles';
import { users } from './schema/users';
import { type TestDatabase, testDatabase } from './test-database';

let given: TestDatabase;
let db: Database;
beforeAll(async () => {
  given = await testDatabase();
  db = connect(given.url, { max: 3 });
});
afterAll(async () => {
  await db.$client.end();
  await given.drop();
});
beforeEach(() => db.execute(sql`delete from rate_limits`));

const closed = sql`${rateLimits.expiresAt} <= now()`;
const addWindows = (keys: readonly string[], age: number) =>
  db.insert(rateLimits).values(keys.map((key) => ({ key, points: 1, expiresAt: ago(age) })));
const keysLeft = async () =>
  (await db.select({ key: rateLimits.key }).from(rateLimits).orderBy(rateLimits.key)).map(({ key }) => key);

describe('a bounded delete', () => {
  test('takes as many as it may and leaves the rest, then what is left, then nothing', async () => {
    await addWindows(['a', 'b', 'c', 'd', 'e'], 1);
    await addWindows(['open'], -60);
    expect(await deleteBatch(db, rateLimits, closed, 4)).toBe(4);
    expect(await keysLeft()).toHaveLength(2);
    expect(await deleteBatch(db, rateLimits, closed, 4)).toBe(1);
    expect(await deleteBatch(db, rateLimits, closed, 4)).toBe(0);
    expect(await keysLeft()).toEqual(['open']);
  });

  test('never takes more, also where every row is looked up in turn', async () => {
    await addWindows([...'abcdefghij'], 1);
    const removed = await db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_hashjoin = off`);
      await tx.execute(sql`set local enable_mergejoin = off`);
      return deleteBatch(tx, rateLimits, closed, 3);
    });
    expect(removed).toBe(3);
    expect(await keysLeft()).toHaveLength(7);
  });

  test('passes over a row that somebody holds, and does not wait for it', async () => {
    await addWindows(['free', 'held'], 1);
    await db.transaction(async (tx) => {
      await tx.execute(sql`update rate_limits set expires_at = now() + interval '1 hour' where key = 'held'`);
      expect(await deleteBatch(db, rateLimits, closed, 10)).toBe(1);
    });
    expect(await keysLeft()).toEqual(['held']);
  });

  test('tells rows apart by every column of their key', async () => {
    const people = await db
      .insert(users)
      .values(['one', 'two'].map((name) => ({ name, email: `${name}@example.com`, passwordHash: 'none' })))
      .returning({ id: users.id });
    const keys = [randomUUID(), randomUUID()];
    const rows = people.flatMap(({ id: userId }, n) =>
      keys.map((key, k) => ({ userId, key, content: `${n}${k}` })),
    );
    await db.insert(actionKeys).values(rows);
    expect(await deleteBatch(db, actionKeys, sql`${actionKeys.content} = '11'`, 10)).toBe(1);
    const left = await db
      .select({ content: actionKeys.content })
      .from(actionKeys)
      .orderBy(actionKeys.content);
    expect(left.map(({ content }) => content)).toEqual(['00', '01', '10']);
  });
});
