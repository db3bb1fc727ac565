import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from './administer';
import { migrate } from './migrate';
import type { JournalEntry } from './migration-plan';
import { onnotice } from './notices';

/** One that has been in production since before the upgrade, and one that begins after it. */
const names = ['upgraded', 'fresh'].map((name) => `${name}_${randomBytes(6).toString('hex')}`);
const [upgraded = '', fresh = ''] = names.map((name) => databaseAt(inject('databases').admin, name));
const folder = mkdtempSync(join(tmpdir(), 'lines-'));

beforeAll(async () => {
  cpSync(join(import.meta.dirname, 'migrations'), folder, { recursive: true });
  setJournal('own', []);
  for (const name of names) await ensureDatabase(inject('databases').admin, name);
});
afterAll(async () => {
  for (const name of names) {
    await dropDatabase(inject('databases').admin, name);
    await dropRolesOf(inject('databases').admin, name);
  }
  rmSync(folder, { recursive: true });
});

const lineFolder = (line: 'starter' | 'own') => (line === 'own' ? join(folder, 'own') : folder);

function setJournal(line: 'starter' | 'own', entries: readonly JournalEntry[]): void {
  writeFileSync(join(lineFolder(line), 'meta', '_journal.json'), JSON.stringify({ entries }));
}

function addMigration(line: 'starter' | 'own', entry: JournalEntry, text: string): void {
  const path = join(lineFolder(line), 'meta', '_journal.json');
  const { entries } = JSON.parse(readFileSync(path, 'utf8')) as { entries: JournalEntry[] };
  writeFileSync(join(lineFolder(line), `${entry.tag}.sql`), text);
  setJournal(line, [...entries, entry]);
}

async function on<T>(url: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice });
  return ask(sql).finally(() => sql.end());
}

const tablesOf = (url: string) =>
  on(url, async (sql) => {
    const rows = await sql`
      select table_name || '.' || column_name as it from information_schema.columns
      where table_schema = 'public' order by 1`;
    return rows.map(({ it }) => it as string);
  });

const newestOfStarter = () => {
  const { entries } = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'));
  return (entries as JournalEntry[]).at(-1) as JournalEntry;
};

test('a migration of the starter that is older than one of the product, and comes after it, is applied all the same', async () => {
  const before = newestOfStarter();
  await migrate(upgraded, { folder });
  const own = { tag: '0000_invoices', when: before.when + 2_000_000, after: before.tag };
  addMigration('own', own, 'create table invoices (total integer); drop table if exists projects cascade;');
  await migrate(upgraded, { folder });

  const upgrade = { tag: '0999_coupons', when: before.when + 1_000_000 };
  const text =
    'create table coupons (percent integer);--> statement-breakpoint\nalter table users add coupon integer;';
  addMigration('starter', upgrade, text);
  await migrate(upgraded, { folder });
  expect(await tablesOf(upgraded)).toEqual(
    expect.arrayContaining(['coupons.percent', 'invoices.total', 'users.coupon', 'users.email']),
  );
  await migrate(fresh, { folder });
  expect(await tablesOf(fresh)).toEqual(await tablesOf(upgraded));
});

test('two of one number are two, and each is applied once', async () => {
  const newest = newestOfStarter();
  addMigration(
    'own',
    { tag: '0999_coupons', when: newest.when, after: newest.tag },
    'create table gifts (x integer)',
  );
  for (let times = 0; times < 2; times += 1) await migrate(upgraded, { folder });
  expect(await tablesOf(upgraded)).toContain('gifts.x');
  const histories = await on(upgraded, async (sql) => [
    ...(await sql`
      select 'starter' as line, count(*)::int as times from drizzle.__drizzle_migrations where created_at = ${newest.when}
      union all select 'own', count(*)::int from drizzle.own_migrations where created_at = ${newest.when} order by 1`),
  ]);
  expect(histories).toEqual([
    { line: 'own', times: 1 },
    { line: 'starter', times: 1 },
  ]);
});

test('a migration that two branches of one product made in the other order is applied all the same', async () => {
  const newest = newestOfStarter();
  addMigration(
    'own',
    { tag: '0002_earlier', when: newest.when - 1, after: newest.tag },
    'create table notes (x integer)',
  );
  await migrate(upgraded, { folder });
  expect(await tablesOf(upgraded)).toContain('notes.x');
});

test('where one of them fails, nothing of the upgrade stays', async () => {
  const newest = newestOfStarter();
  addMigration('starter', { tag: '1000_good', when: newest.when + 1 }, 'create table good (x integer)');
  addMigration(
    'starter',
    { tag: '1001_bad', when: newest.when + 2 },
    'alter table no_such_table add x integer',
  );
  await expect(migrate(upgraded, { folder })).rejects.toThrow('no_such_table');
  expect(await tablesOf(upgraded)).not.toContain('good.x');
});
