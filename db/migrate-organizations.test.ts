import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from './administer';
import { migrate } from './migrate';
import { onnotice } from './notices';

const { admin } = inject('databases');
const names: string[] = [];
let before: string;
let after: string;
let url: string;
let sql: postgres.Sql;

/** The starter's migrations, without those that a product has added. */
function starterOnly(which: (tag: string) => boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  cpSync(fileURLToPath(new URL('./migrations', import.meta.url)), folder, { recursive: true });
  keep(join(folder, 'meta', '_journal.json'), which);
  keep(join(folder, 'own', 'meta', '_journal.json'), () => false);
  return folder;
}

function keep(path: string, which: (tag: string) => boolean): void {
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string }[] };
  writeFileSync(
    path,
    JSON.stringify({ ...journal, entries: journal.entries.filter(({ tag }) => which(tag)) }),
  );
}

beforeAll(() => {
  before = starterOnly((tag) => tag < '0015');
  after = starterOnly(() => true);
});

beforeEach(async () => {
  const name = `organizations_${randomBytes(6).toString('hex')}`;
  names.push(name);
  await ensureDatabase(admin, name);
  url = databaseAt(admin, name);
  await migrate(url, { folder: before });
  sql = postgres(url, { max: 1, onnotice });
});

afterAll(async () => {
  for (const folder of [before, after]) rmSync(folder, { recursive: true, force: true });
  for (const name of names) {
    await dropDatabase(admin, name);
    await dropRolesOf(admin, name);
  }
});

const addPerson = async (name: string) =>
  (
    await sql<{ id: string }[]>`
      insert into users (email, name, password_hash) values (${`${randomBytes(6).toString('hex')}@example.com`}, ${name}, 'x')
      returning id`
  )[0]?.id ?? '';

test('everybody gets an organization of their own, and what they made moves into it', async () => {
  const people = [
    await addPerson('Ada Lovelace'),
    await addPerson('Ada Lovelace'),
    await addPerson('李小龍'),
  ];
  for (const id of people) await sql`insert into projects (user_id, name) values (${id}, 'Bridge')`;
  await migrate(url, { folder: after });
  const rows = await sql<{ id: string; slug: string; role: string; projects: number }[]>`
    select u.id, o.slug, m.role, (select count(*)::int from projects p where p.organization_id = o.id) as projects
    from users u join organizations o on o.personal_of = u.id join memberships m on m.user_id = u.id and m.organization_id = o.id`;
  expect(rows.map(({ id }) => id).toSorted()).toEqual(people.toSorted());
  expect(rows.every(({ role, projects }) => role === 'owner' && projects === 1)).toBe(true);
  expect(rows.map(({ slug }) => slug.replace(/-[0-9a-f]{16}$/, '')).toSorted()).toEqual([
    'ada-lovelace',
    'ada-lovelace',
    'my',
  ]);
  await sql.end();
});

test('an instance of the version before goes on writing, for people old and new', async () => {
  const old = await addPerson('Ada');
  await migrate(url, { folder: after });
  const fresh = await addPerson('Grace');
  for (const id of [old, fresh, fresh])
    await sql`insert into projects (user_id, name) values (${id}, 'Bridge')`;
  const rows = await sql`
    select o.personal_of as id, count(*)::int as projects from projects p
    join organizations o on o.id = p.organization_id join memberships m on m.organization_id = o.id and m.role = 'owner'
    group by 1 order by 2`;
  expect([...rows]).toEqual([
    { id: old, projects: 1 },
    { id: fresh, projects: 2 },
  ]);
  await sql.end();
});

test('a product that removed the sample is migrated as well', async () => {
  await sql`drop table if exists tasks, projects`;
  await migrate(url, { folder: after });
  expect(await sql`select to_regclass('public.organizations') is not null as there`).toMatchObject([
    { there: true },
  ]);
  await sql.end();
});
