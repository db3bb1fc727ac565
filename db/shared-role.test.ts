/** Installations from the time when all products of a server shared one role move over at their next start. */

import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shareRoleAgain } from '../tests/support/shared-role';
import { databaseAt } from './administer';
import { mayServe } from './app-login';
import { oldSharedRole } from './app-members';
import { quoted } from './app-role';
import { type Embedded, startEmbedded } from './embedded/server';
import { migrate } from './migrate';
import { onnotice } from './notices';

const former = quoted(oldSharedRole);

let server: Embedded;
const open: postgres.Sql[] = [];

function at(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1, fetch_types: false, idle_timeout: 1, onnotice });
  open.push(sql);
  return sql;
}
const root = (database = 'postgres') => at(server.url(database));
const named = (user: string, database: string) =>
  Object.assign(new URL(databaseAt(server.url(), database)), { username: user, password: 'pw' }).href;

/** Logged in as the other product: what it can see of this database's users. */
const across = (database: string) => at(named('other_web', database))`select count(*) from users`;
const refused = { code: '42501' };

/** A product with its own login, whose rights come from the shared role. */
async function installed(database: string, ownerRights: string) {
  const [owner, web] = [`${database}_owner`, `${database}_login`];
  await root().unsafe(`create role ${owner} login password 'pw' ${ownerRights}`);
  await root().unsafe(`create database ${database} owner ${owner}`);
  const ownerUrl = named(owner, database);
  await migrate(ownerUrl);
  await shareRoleAgain(root(database), at(ownerUrl), database);
  await root().unsafe(`create role ${web} login password 'pw' in role ${former}`);
  const url = named(web, database);
  expect(await mayServe(url)).toBe(true);
  // The fault: another product's login can read this one.
  expect(await across(database)).toHaveLength(1);
  return { database, owner, ownerUrl, web, url, role: `${database}_app` };
}
type Installed = Awaited<ReturnType<typeof installed>>;

async function expectMoved({ database, url, role }: Installed): Promise<void> {
  expect(await mayServe(url)).toBe(true);
  await expect(across(database)).rejects.toMatchObject(refused);
  const left = await root(database)`
    select c.oid::regclass::text as name from pg_class c cross join lateral aclexplode(c.relacl) a
    where a.grantee = ${former}::regrole
    union all select p.oid::regprocedure::text from pg_proc p cross join lateral aclexplode(p.proacl) a
    where a.grantee = ${former}::regrole
    union all select nspname from pg_namespace cross join lateral aclexplode(nspacl) a where a.grantee = ${former}::regrole
    union all select datname from pg_database cross join lateral aclexplode(datacl) a where a.grantee = ${former}::regrole
    union all select polname from pg_policy where ${former}::regrole = any (polroles)`;
  expect([...left]).toEqual([]);
  const policies = await root(database)`
    select distinct polname, polroles::regrole[]::text as roles from pg_policy
    where polrelid::regclass::text like 'graphile_worker.%'`;
  expect([...policies]).toEqual([{ polname: 'application', roles: `{${role}}` }]);
  const web = at(url);
  const [job] = await web`select (graphile_worker.add_job('moved')).id`;
  expect(await web`select id from graphile_worker.jobs where id = ${job?.id}`).toHaveLength(1);
  await expect(web`delete from audit_events`).rejects.toMatchObject(refused);
}

beforeAll(async () => {
  server = await startEmbedded({ persistent: false });
  await root().unsafe(`create role ${former} nologin`);
  await root().unsafe(`create role other_web login password 'pw' in role ${former}`);
});
afterAll(async () => {
  await Promise.all(open.map((sql) => sql.end({ timeout: 1 })));
  await server.stop();
});

describe.each([
  ['a superuser', 'roots', 'superuser'],
  ['a role that may create roles', 'bosses', 'createrole'],
])('owned by %s', (_owner, database, rights) => {
  test('everything moves to the role of the database, while the product goes on serving', async () => {
    const product = await installed(database, rights);
    const serving = at(product.url);
    expect(await serving`select count(*) from users`).toHaveLength(1);
    const note = await migrate(product.ownerUrl, { appUrls: [product.url] });
    expect(await serving`select count(*) from users`).toHaveLength(1);
    expect(note).toContain(`went from ${former} to "${product.role}", for "${product.web}"`);
    await expectMoved(product);
    expect(await migrate(product.ownerUrl, { appUrls: [product.url] })).toBeUndefined();
    await expectMoved(product);
    // Even if everybody may connect again.
    await root().unsafe(`grant connect on database ${database} to public`);
    await expect(across(database)).rejects.toMatchObject({ ...refused, message: /table users/ });
  });
});

test('instances that start at once move it once, and all of them may serve', async () => {
  const product = await installed('several', 'createrole');
  const notes = await Promise.all(
    [1, 2, 3, 4].map(() => migrate(product.ownerUrl, { appUrls: [product.url] })),
  );
  expect(notes.filter(Boolean)).toHaveLength(1);
  await expectMoved(product);
});

test('a second login that was a member before comes along with its own start', async () => {
  const product = await installed('twofold', 'createrole');
  await root().unsafe(`create role second_login login password 'pw' in role ${former}`);
  await migrate(product.ownerUrl, { appUrls: [product.url] });
  const second = named('second_login', 'twofold');
  expect(await mayServe(second)).toBe(false);
  await migrate(product.ownerUrl, { appUrls: [second] });
  expect(await mayServe(second)).toBe(true);
  await expectMoved(product);
});

describe('where an administrator has to do something', () => {
  /** Just what the note asks for. */
  const statements = (note: string | undefined) =>
    /server run: (.*;)/.exec(note ?? '')?.[1] ?? 'no statements';

  test.each([
    ['who may not create roles', 'plain', '', ''],
    ['who may not let anybody in', 'halfway', 'createrole', 'create role halfway_app nologin'],
  ])(
    'an owner %s keeps serving, says what to run, and is safe until then',
    async (_w, database, rights, first) => {
      const product = await installed(database, rights);
      if (first) await root().unsafe(first);
      const note = await migrate(product.ownerUrl, { appUrls: [product.url] });
      expect(note).toContain('Let an administrator of the server run: ');
      expect(note?.split('\n')).toHaveLength(1);
      expect(await mayServe(product.url)).toBe(true);
      const [job] = await at(product.url)`select (graphile_worker.add_job('still')).id`;
      expect(await at(product.url)`select id from graphile_worker.jobs where id = ${job?.id}`).toHaveLength(
        1,
      );
      await expect(across(database)).rejects.toMatchObject(refused);
      // Again, before anybody has done anything.
      expect(await migrate(product.ownerUrl, { appUrls: [product.url] })).toBe(note);
      expect(await mayServe(product.url)).toBe(true);

      await root().unsafe(statements(note));
      expect(await migrate(product.ownerUrl, { appUrls: [product.url] })).toContain(`went from ${former}`);
      await expectMoved(product);
    },
  );
});

test('a copy of a database is no way into it for those of the original', async () => {
  const product = await installed('original', 'superuser');
  await migrate(product.ownerUrl, { appUrls: [product.url] });
  for (const sql of open.splice(0)) await sql.end({ timeout: 1 });
  await root()`create database staging template original`;
  const copy = databaseAt(product.ownerUrl, 'staging');
  expect(await mayServe(named(product.web, 'staging'))).toBe(true);
  await root()`create role staging_login login password 'pw'`;
  await migrate(copy, { appUrls: [named('staging_login', 'staging')] });
  await root()`grant connect on database staging to public`;
  expect(await mayServe(named(product.web, 'staging'))).toBe(false);
  expect(await mayServe(product.url)).toBe(true);
});

test('anyone who was granted something by name may still connect, and nobody else', async () => {
  const product = await installed('reported', 'createrole');
  await root()`create role reports login password 'pw'`;
  await root()`create role stranger login password 'pw'`;
  await at(product.ownerUrl)`grant select on sessions to reports`;
  await at(
    product.ownerUrl,
  )`insert into users (email, name, password_hash) values ('ada@example.com', 'Ada', 'none')`;
  const note = await migrate(product.ownerUrl, { appUrls: [product.url] });
  expect(note).toContain('only roles with rights in this database may connect');
  expect(await at(named('reports', 'reported'))`select count(*) from sessions`).toHaveLength(1);
  await expect(at(named('stranger', 'reported'))`select 1`).rejects.toMatchObject(refused);
});

test('where the schema public is not the owner’s, as before version 15, that is told and everything else is done', async () => {
  const product = await installed('ancient', 'createrole');
  await root('ancient')`alter schema public owner to postgres`;
  await root('ancient')`grant usage, create on schema public to public`;
  await root('ancient').unsafe(`revoke usage on schema public from ${former}`);
  const own = 'alter schema public owner to "ancient_owner";';
  expect(await migrate(product.ownerUrl, { appUrls: [product.url] })).toContain(own);
  await expectMoved(product);
  await root('ancient').unsafe(own);
  expect(await migrate(product.ownerUrl, { appUrls: [product.url] })).toBeUndefined();
  await expect(at(product.url)`create table mine (id int)`).rejects.toMatchObject(refused);
  await expectMoved(product);
});
