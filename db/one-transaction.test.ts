import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, type Database } from './client';
import { type TestDatabase, testDatabase } from './test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

let db: Database;
let uncaught: unknown[];
const note = (fault: unknown) => uncaught.push(fault);
beforeEach(async () => {
  uncaught = [];
  process.on('uncaughtException', note);
  // One connection: whatever is sent next goes over the one that replaces the lost one.
  db = connect(database.url, { max: 1 });
  await db.execute(sql`delete from rate_limits`);
});
afterEach(async () => {
  process.off('uncaughtException', note);
  await db.$client.end({ timeout: 1 });
});

const add = (key: string) =>
  sql`insert into rate_limits (key, points, expires_at) values (${key}, 1, now() + interval '1 hour')`;
const keys = async () => {
  const rows = await db.execute<{ key: string }>(sql`select key from rate_limits order by key`);
  return rows.map(({ key }) => key);
};

/** A transaction whose connection is cut while it does something else, and a function that lets it go on. */
function cutTransaction(
  then: (tx: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<unknown>,
) {
  let goOn: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let ended: Promise<unknown> = Promise.resolve();
  const whole = db.transaction(async (tx) => {
    await tx.execute(add('before'));
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 1`);
    await told;
    ended = then(tx);
    return ended;
  });
  const fault = whole.then(
    () => 'it was committed',
    (thrown: unknown) => thrown,
  );
  return { fault, goOn, ended: () => ended };
}

/** Long enough for whatever was written to be sent, or to fail. */
const sent = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('a transaction whose connection was lost', () => {
  test('sends nothing more, not even over the connection that took its place', async () => {
    const { fault, goOn, ended } = cutTransaction((tx) => tx.execute(add('after')));
    expect(await fault).toBeInstanceOf(Error);
    expect(await keys()).toEqual([]);
    goOn();
    await Promise.resolve();
    await expect(ended()).rejects.toThrow();
    expect(await keys()).toEqual([]);
    expect(uncaught).toEqual([]);
  });

  test('neither commits nor rolls back what somebody else does on that connection', async () => {
    for (const end of [async () => undefined, () => Promise.reject(new Error('changed its mind'))]) {
      const { fault, goOn } = cutTransaction(end);
      expect(await fault).toBeInstanceOf(Error);
      const rolledBack = db.transaction(async (tx) => {
        await tx.execute(add('of somebody else'));
        goOn();
        await sent();
        await tx.execute(sql`select 1`);
        throw new Error('enough');
      });
      await expect(rolledBack).rejects.toThrow('enough');
      expect(await keys()).toEqual([]);
    }
    expect(uncaught).toEqual([]);
  });

  test('leaves its savepoints alone, too', async () => {
    const { fault, goOn } = cutTransaction((tx) => tx.transaction((inner) => inner.execute(add('inside'))));
    expect(await fault).toBeInstanceOf(Error);
    goOn();
    await sent();
    expect(await keys()).toEqual([]);
    expect(uncaught).toEqual([]);
  });

  test('is told as lost when it happens in the middle of a statement', async () => {
    const killer = connect(database.url, { max: 1 });
    const whole = db.transaction(async (tx) => {
      const [me] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      const sleeping = tx.execute(sql`select pg_sleep(60)`);
      await killer.execute(sql`select pg_terminate_backend(${me?.pid})`);
      await sleeping.catch(() => undefined);
      return 'as if nothing had happened';
    });
    await expect(whole).rejects.toThrow();
    await sent();
    expect(uncaught).toEqual([]);
    await killer.$client.end();
  });
});

test('a transaction whose pool is given up in the middle of a statement does not wait for the database', async () => {
  const own = connect(database.url, { max: 1 });
  const asked = performance.now();
  const whole = own.transaction(async (tx) => {
    await tx.execute(add('before'));
    const sleeping = tx.transaction((inner) => inner.execute(sql`select pg_sleep(5)`));
    setTimeout(() => void own.$client.end({ timeout: 0 }), 100);
    return sleeping;
  });
  await expect(whole).rejects.toMatchObject({ code: 'CONNECTION_DESTROYED' });
  expect(performance.now() - asked).toBeLessThan(3000);
  await sent();
  expect(uncaught).toEqual([]);
  expect(await keys()).toEqual([]);
});

test('a transaction that is over takes no further statement', async () => {
  const kept = await db.transaction(async (tx) => ({ tx }));
  const late = kept.tx.execute(add('late'));
  await expect(late).rejects.toThrow();
  expect(await keys()).toEqual([]);
});
