import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { administer, databaseAt, dropDatabase } from './administer';
import { connect } from './client';
import { connectForJobs } from './job-connection';
import { limitDatabase } from './limits';
import { onnotice } from './notices';
import { type TestDatabase, testDatabase } from './test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];

/** The limits of a driver that asks for none, which is what a pooler passes on. */
async function limitsAt(url: string): Promise<string[]> {
  const own = postgres(url, { max: 1, onnotice });
  const rows = await Promise.all(names.map((name) => own.unsafe(`show ${name}`).values()));
  await own.end();
  return rows.map(([row]) => String(row?.[0]));
}

const serving = ['10s', '3s', '15s'];
const free = ['0', '0', '0'];

describe('what comes from the database itself', () => {
  test('limits anyone who serves, and leaves an owner alone that serves nobody', async () => {
    expect(await limitsAt(database.url)).toEqual(serving);
    expect(await limitsAt(database.ownerUrl)).toEqual(free);
  });

  test('limits an owner that serves, too, and says who may do what the migrating role may not', async () => {
    const { admin } = inject('databases');
    const role = `alone_${Math.random().toString(36).slice(2)}`;
    await administer(admin, async (server) => {
      await server.unsafe(`create role ${role} login password 'alone'`);
      await server.unsafe(`create database ${role} owner ${role}`);
    });
    const at = (login: string) => {
      const url = new URL(databaseAt(admin, role));
      Object.assign(url, { username: login, password: 'alone' });
      return url.href;
    };
    try {
      await administer(at(role), async (own) => {
        await own`create table users (id int)`;
        expect(await limitDatabase(own)).toBeUndefined();
        expect(await limitDatabase(own)).toBeUndefined();
      });
      expect(await limitsAt(at(role))).toEqual(serving);
      await administer(admin, (server) => server.unsafe(`create role ${role}_2 login password 'alone'`));
      await administer(at(`${role}_2`), async (own) => {
        expect(await limitDatabase(own)).toMatch(
          /let it run: alter database .* set statement_timeout = 10000;/,
        );
      });
    } finally {
      await dropDatabase(admin, role);
      await administer(admin, (server) => server.unsafe(`drop role if exists ${role}, ${role}_2`));
    }
  });
});

describe('what comes with a connection', () => {
  const limitsOf = async (db: ReturnType<typeof connect>, how: 'alone' | 'in a transaction') => {
    const shown = sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle`;
    const [row] = how === 'alone' ? await db.execute(shown) : await db.transaction((tx) => tx.execute(shown));
    await db.$client.end();
    return [row?.statement, row?.lock, row?.idle];
  };

  test('is the same, so that it holds without the database having been limited', async () => {
    expect(await limitsOf(connect(database.ownerUrl, { max: 1 }), 'alone')).toEqual(serving);
    expect(await limitsOf(connect(database.ownerUrl, { max: 1, pooled: true }), 'alone')).toEqual(free);
  });

  test('is longer for a job, also behind a pooler, which lets only transactions set it', async () => {
    const at = (pooled: boolean) => connectForJobs(database.url, { max: 1, pooled });
    expect(await limitsOf(at(false), 'alone')).toEqual(['5min', '10s', '5min']);
    expect(await limitsOf(at(false), 'in a transaction')).toEqual(['5min', '10s', '5min']);
    expect(await limitsOf(at(true), 'alone')).toEqual(serving);
    expect(await limitsOf(at(true), 'in a transaction')).toEqual(['5min', '10s', '5min']);
  });
});
