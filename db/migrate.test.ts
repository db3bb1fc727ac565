import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { parsePolicy } from '../lib/config/policy';
import { databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from './administer';
import { migrate } from './migrate';
import { onnotice } from './notices';

const name = `migrate_${randomBytes(6).toString('hex')}`;
const url = databaseAt(inject('databases').admin, name);

beforeAll(() => ensureDatabase(inject('databases').admin, name));
afterAll(async () => {
  await dropDatabase(inject('databases').admin, name);
  await dropRolesOf(inject('databases').admin, name);
});

test('instances that start together migrate an empty database once', async () => {
  await Promise.all(Array.from({ length: 6 }, () => migrate(url)));
  const sql = postgres(url, { max: 1, onnotice });
  const [row] =
    await sql`select count(*)::int as all, count(distinct hash)::int as different from drizzle.__drizzle_migrations`;
  const locks = await sql`
    select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`;
  await sql.end();
  expect(row?.all).toBeGreaterThan(0);
  expect(row?.all).toBe(row?.different);
  expect(locks).toHaveLength(0);
});

test('a database that is created twice is created once', async () => {
  await expect(ensureDatabase(inject('databases').admin, name)).resolves.toBeUndefined();
});

test('a migration writes the bounds of the trail that are set, and one that is told nothing leaves them', async () => {
  const sql = postgres(url, { max: 1, onnotice });
  const bounds = async () => [
    ...(await sql`select rows_kept_for::int as rows, addresses_whole_for::int as whole from audit_bounds`),
  ];
  await migrate(url);
  expect(await bounds()).toEqual([{ rows: 31_536_000, whole: 7_776_000 }]);
  await migrate(url, { policy: parsePolicy({ AUDIT_RETENTION: '40d', ADDRESS_RETENTION: '2d' }) });
  await migrate(url);
  expect(await bounds()).toEqual([{ rows: 3_456_000, whole: 172_800 }]);
  await sql.end();
});
