import { randomBytes } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { flowWorld } from '../tests/support/flow-world';
import { expectNotice } from '../vitest.setup';
import { administer, databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from './administer';
import { ensureAppLogin, mayServe } from './app-login';
import { appRoleOf, loginOf } from './app-role';
import { startEmbedded } from './embedded/server';
import { grantToApp, missingRole } from './grants';
import { migrate } from './migrate';

const world = flowWorld();
beforeAll(async () => {
  await world.person();
});

const ownRoles = () => [appRoleOf, loginOf].map((of) => of(inject('databases').template)).sort();

/** 42501 is Postgres' own code for a refused privilege. */
const denied = { cause: { code: '42501' } };
const trail = async () =>
  JSON.stringify([...(await world.owner.execute(sql`select * from audit_events order by id`))]);

describe('the application’s own role', () => {
  test('is what the flows under test connect with: no owner, no superuser, with no role above it', async () => {
    const [role] = await world.db.execute(sql`
      select current_user as name, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
        (select count(*)::int from pg_class where pg_has_role(current_user, relowner, 'member')) as owned,
        (select array_agg(r.rolname::text) from pg_roles r where pg_has_role(current_user, r.oid, 'member')) as roles
      from pg_roles where rolname = current_user`);
    expect(role).toMatchObject({
      name: loginOf(inject('databases').template),
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolbypassrls: false,
      rolreplication: false,
      owned: 0,
    });
    expect([...((role?.roles ?? []) as string[])].sort()).toEqual(ownRoles());
  });

  test.each<[string, SQL]>([
    ['change an audit row', sql`update audit_events set outcome = 'forged'`],
    ['change the address of an audit row', sql`update audit_events set ip = null`],
    ['delete audit rows', sql`delete from audit_events`],
    ['empty the audit table', sql`truncate audit_events`],
    ['lock an audit row', sql`select 1 from audit_events for update`],
    ['number audit rows again', sql`select setval('audit_events_id_seq', 1)`],
    ['switch the triggers off', sql`alter table audit_events disable trigger all`],
    ['switch the triggers off for itself', sql`set session_replication_role = replica`],
    ['drop the trigger', sql`drop trigger audit_events_rows_stay on audit_events`],
    ['replace what the trigger calls', sql`alter function refuse_audit_change() rename to gone`],
    ['drop the audit table', sql`drop table audit_events`],
    ['hang a table below the audit table', sql`create table public.below () inherits (audit_events)`],
    ['create a table', sql`create table public.mine (id int)`],
    ['create a function', sql`create function public.mine() returns int language sql as 'select 1'`],
    ['create a schema', sql`create schema mine`],
    ['add a column', sql`alter table users add column mine int`],
    ['create a role', sql`create role mine superuser`],
    ['read files', sql`select pg_read_file('/etc/passwd')`],
    ['run programs', sql`copy users from program 'true'`],
    ['become a superuser', sql`alter role current_user superuser`],
    ['read how the schema came to be', sql`select * from drizzle.__drizzle_migrations`],
    ['say which migrations the queue has', sql`delete from graphile_worker.migrations`],
  ])('may not %s', async (_what, statement) => {
    const before = await trail();
    await expect(world.db.execute(statement)).rejects.toMatchObject(denied);
    expect(await trail()).toBe(before);
  });

  test('cannot grant itself more', async () => {
    // Postgres only warns when a role grants what it may not grant.
    expectNotice(/no privileges were granted/);
    await world.db
      .execute(sql`grant update, delete, truncate on audit_events to current_user, public`)
      .catch(() => 0);
    const [may] = await world.db.execute(
      sql`select has_table_privilege('audit_events', 'update, delete, truncate') as more`,
    );
    expect(may).toEqual({ more: false });
  });

  test('may not become the owner, nor anybody else', async () => {
    const owners = await world.owner.execute<{ name: string }>(sql`select rolname as name from pg_roles`);
    expect(owners.length).toBeGreaterThan(7);
    for (const { name } of owners.filter((one) => !ownRoles().includes(one.name))) {
      await expect(world.db.execute(sql`set role ${sql.identifier(name)}`)).rejects.toMatchObject(denied);
    }
  });

  test('gains nothing by the mark that the retention functions set for themselves', async () => {
    const before = await trail();
    for (const statement of [sql`delete from audit_events`, sql`update audit_events set ip = null`]) {
      const tried = world.db.transaction(async (tx) => {
        await tx.execute(sql`set app.audit_retention = 'on'`);
        await tx.execute(statement);
      });
      await expect(tried).rejects.toMatchObject(denied);
    }
    expect(await trail()).toBe(before);
  });

  test('gains nothing by tables of its own that shadow those of the retention functions', async () => {
    const before = await trail();
    await world.db.transaction(async (tx) => {
      await tx.execute(sql`create temp table audit_events (like public.audit_events)`);
      await tx.execute(
        sql`create temp table audit_bounds (rows_kept_for bigint, addresses_whole_for bigint)`,
      );
      await tx.execute(sql`create temp table users (id uuid)`);
      await tx.execute(sql`insert into pg_temp.users values (gen_random_uuid())`);
      await tx.execute(sql`set local search_path = pg_temp, public`);
      await tx.execute(sql`select public.remove_audit_past(2592000, 100)`);
      const [person] = await tx.execute(sql`select public.remove_person(id) as removed from pg_temp.users`);
      expect(person).toEqual({ removed: false });
    });
    expect(await trail()).toBe(before);
  });

  test.each<[string, SQL]>([
    ['audit rows under 30 days old', sql`select remove_audit_past(2591999, 100)`],
    ['audit rows of no age', sql`select remove_audit_past(null, 100)`],
    ['audit rows of the future', sql`select remove_audit_past(-1, 100)`],
    ['addresses under a day old', sql`select shorten_audit_addresses(86399, 100)`],
    ['addresses of no age', sql`select shorten_audit_addresses(null, 100)`],
  ])('cannot have the retention functions take %s', async (_what, statement) => {
    const before = await trail();
    await expect(world.db.execute(statement)).rejects.toMatchObject({ cause: { code: '22023' } });
    expect(await trail()).toBe(before);
  });
});

describe('the queue', () => {
  const queue = () => ({
    connectionString: world.url,
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
  });

  test('takes and runs jobs, clocked ones too, as the application’s role', async () => {
    const done: unknown[] = [];
    const runner = await run({
      ...queue(),
      crontab: '* * * * * clocked ?id=each-minute',
      taskList: {
        grants_test: (payload) => {
          done.push(payload);
        },
        clocked: () => undefined,
      },
    });
    await world.db.execute(
      sql`select graphile_worker.add_job('grants_test', '{"n":1}', queue_name => 'one')`,
    );
    await expect.poll(() => done, { timeout: 20_000 }).toEqual([{ n: 1 }]);
    await runner.stop();
    const [cron] = await world.db.execute(
      sql`select identifier from graphile_worker._private_known_crontabs`,
    );
    expect(cron).toEqual({ identifier: 'each-minute' });
  });

  test('is tidied as the application’s role', async () => {
    const utils = await makeWorkerUtils(queue());
    await expect(
      utils.cleanup({ tasks: ['GC_JOB_QUEUES', 'GC_TASK_IDENTIFIERS', 'DELETE_PERMAFAILED_JOBS'] }),
    ).resolves.toBeUndefined();
    await utils.release();
  });
});

describe('the grants', () => {
  test('given again change nothing', async () => {
    const { admin } = inject('databases');
    const name = `again_${randomBytes(6).toString('hex')}`;
    await ensureDatabase(admin, name);
    try {
      await migrate(databaseAt(admin, name));
      await administer(databaseAt(admin, name), async (owner) => {
        const all = async () => [
          ...(await owner`select relname, relacl::text from pg_class order by oid`),
          ...(await owner`select polname, polroles::text from pg_policy order by oid`),
          // It must not even be written again, because others may be writing their own rights on it.
          ...(await owner`select datacl::text, xmin::text from pg_database where datname = ${name}`),
        ];
        const before = await all();
        expect(await grantToApp(owner)).toBeUndefined();
        expect(await all()).toEqual(before);
      });
    } finally {
      await dropDatabase(admin, name);
      await dropRolesOf(admin, name);
    }
  });

  test('of an owner who may not create roles are missed with a word, until an administrator has created it', async () => {
    const server = await startEmbedded({ persistent: false });
    const plain = new URL(server.url('plain'));
    Object.assign(plain, { username: 'plain', password: 'plain-owner' });
    try {
      await administer(server.url(), async (root) => {
        await root`create role plain login password 'plain-owner'`;
        await root`create database plain owner plain`;
      });
      expect(await migrate(plain.href)).toBe(missingRole('plain'));
      // One role for everything works, too.
      expect(await mayServe(plain.href)).toBe(true);
      await administer(server.url(), (root) => root`create role plain_app nologin`);
      expect(await migrate(plain.href)).toBeUndefined();
      await administer(server.url(), (root) => root`create role web login password 'w' in role plain_app`);
      Object.assign(plain, { username: 'web', password: 'w' });
      expect(await mayServe(plain.href)).toBe(true);
    } finally {
      await server.stop();
    }
  });

  test('are given in two databases of one server at once', async () => {
    const { admin } = inject('databases');
    const names = [1, 2, 3].map(() => `grants_${randomBytes(6).toString('hex')}`);
    try {
      const both = names.map(async (name) => {
        await ensureDatabase(admin, name);
        const url = databaseAt(admin, name);
        await Promise.all([migrate(url), migrate(url)]);
        return mayServe(await ensureAppLogin(url));
      });
      expect(await Promise.all(both)).toEqual([true, true, true]);
    } finally {
      for (const name of names) await dropDatabase(admin, name);
      for (const name of names) await dropRolesOf(admin, name);
    }
  });
});
