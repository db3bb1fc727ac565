/** Two products on one server: the login of one gets nowhere near the other. */

import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { administer, databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from './administer';
import { ensureAppLogin, mayServe } from './app-login';
import { migrate } from './migrate';
import { onnotice } from './notices';

const { admin } = inject('databases');
const names = ['shop', 'club'].map((name) => `${name}_${randomBytes(6).toString('hex')}`);
const [shop = '', club = ''] = names.map((name) => databaseAt(admin, name));
let logins: string[] = [];

beforeAll(async () => {
  for (const name of names) await ensureDatabase(admin, name);
  logins = await Promise.all([shop, club].map(ensureAppLogin));
  await Promise.all([shop, club].map((url) => migrate(url)));
});
afterAll(async () => {
  for (const name of names) await dropDatabase(admin, name);
  for (const name of names) await dropRolesOf(admin, name);
});

async function as<Answer>(url: string, question: (sql: postgres.Sql) => Promise<Answer>): Promise<Answer> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice });
  try {
    return await question(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The login of one, pointed at the database of the other. */
const across = (login: number, database: number) => databaseAt(logins[login] ?? '', names[database] ?? '');

test('each serves its own database', async () => {
  for (const url of logins) expect(await mayServe(url)).toBe(true);
});

test.each([
  ['the first', 0, 1],
  ['the second', 1, 0],
])('%s may not even connect to the database of the other', async (_which, login, database) => {
  const refused = as(across(login, database), (sql) => sql`select 1`);
  await expect(refused).rejects.toMatchObject({ code: '42501', severity_local: 'FATAL' });
});

describe('where an administrator has let everybody connect again', () => {
  beforeAll(() =>
    administer(admin, (sql) => sql`grant connect on database ${sql(names[1] ?? '')} to public`),
  );

  test('the other still reads no table, changes none, and runs nothing that acts for the owner', async () => {
    const relations = await as(
      across(0, 1),
      (sql) => sql`
        select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'graphile_worker', 'drizzle') and c.relkind in ('r', 'v', 'p', 'S')
        and case when c.relkind = 'S' then has_sequence_privilege(c.oid, 'usage, select, update')
          else has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger') end`,
    );
    expect([...relations]).toEqual([]);
    const functions = await as(
      across(0, 1),
      (sql) => sql`
        select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'graphile_worker') and p.prosecdef and has_function_privilege(p.oid, 'execute')`,
    );
    expect([...functions]).toEqual([]);
    await expect(as(across(0, 1), (sql) => sql`select * from users`)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(as(across(0, 1), (sql) => sql`update users set name = 'x'`)).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('it has nothing through PUBLIC: no table grants it anything, and the queue’s schema is closed', async () => {
    const [open] = await as(
      club,
      (sql) => sql`
        select count(*)::int as n from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join lateral aclexplode(c.relacl) a
        where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and a.grantee = 0`,
    );
    expect(open).toEqual({ n: 0 });
    const [may] = await as(
      across(0, 1),
      (sql) => sql`
        select has_schema_privilege('graphile_worker', 'usage') as queue, has_schema_privilege('drizzle', 'usage') as history,
          has_schema_privilege('public', 'create') as creates`,
    );
    expect(may).toEqual({ queue: false, history: false, creates: false });
  });

  test('it cannot make itself a member of the other’s role', async () => {
    const become = as(across(0, 1), (sql) => sql.unsafe(`grant "${names[1]}_app" to current_user`));
    await expect(become).rejects.toMatchObject({ code: '42501' });
  });

  test('the next start closes it again', async () => {
    await migrate(club);
    await expect(as(across(0, 1), (sql) => sql`select 1`)).rejects.toMatchObject({ code: '42501' });
    expect(await mayServe(logins[1] ?? '')).toBe(true);
  });
});
