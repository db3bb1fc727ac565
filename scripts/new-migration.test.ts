import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { generateDrizzleJson } from 'drizzle-kit/api';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { afterAll, expect, test } from 'vitest';
import { journalOf } from '../db/migration-plan';
import { root } from './child';
import { missingStatements, readTables, writeMigration } from './new-migration';

const tables = await readTables(join(root, 'db', 'schema'));
const invoices = pgTable('test_invoices', { total: integer('total') });
const coupons = pgTable('test_coupons', { percent: integer('percent') });
const folders: string[] = [];

function copyOfMigrations(): string {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  folders.push(folder);
  cpSync(join(root, 'db', 'migrations'), folder, { recursive: true });
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** As a merge from upstream brings it: a migration, its snapshot, and its line in the journal. */
function takeIn(folder: string, table: typeof coupons): void {
  const newest = journalOf(folder, 'starter').at(-1)?.tag ?? '';
  const snapshot = readJson(join(folder, 'meta', `${newest.slice(0, 4)}_snapshot.json`));
  const added = generateDrizzleJson({ table }).tables;
  const next = { ...snapshot, tables: { ...snapshot.tables, ...added } };
  writeFileSync(join(folder, 'meta', '0999_snapshot.json'), JSON.stringify(next));
  const journal = readJson(join(folder, 'meta', '_journal.json'));
  const entry = { ...journal.entries.at(-1), tag: '0999_coupons', when: Date.now() };
  const text = JSON.stringify({ ...journal, entries: [...journal.entries, entry] });
  writeFileSync(join(folder, 'meta', '_journal.json'), text);
  writeFileSync(join(folder, '0999_coupons.sql'), 'create table test_coupons (percent integer);');
}

test('the migrations lead to the tables that the code wants; if not, run npm run db:generate', async () => {
  expect(await missingStatements(join(root, 'db', 'migrations'), tables)).toEqual([]);
  const unchanged = { folder: copyOfMigrations(), line: 'own', name: 'nothing' } as const;
  expect(await writeMigration(unchanged, tables)).toBeUndefined();
});

test('a new table comes into the folder of the product, and says what it follows', async () => {
  const folder = copyOfMigrations();
  const before = journalOf(folder, 'own').length;
  const path = await writeMigration({ folder, line: 'own', name: 'invoices' }, { ...tables, invoices });
  expect(basename(path ?? '')).toBe(`${String(before).padStart(4, '0')}_invoices.sql`);
  expect(readFileSync(path ?? '', 'utf8')).toMatch(
    /^CREATE TABLE "test_invoices" \(\n\t"total" integer\n\);/,
  );
  expect(journalOf(folder, 'own').at(-1)?.after).toBe(journalOf(folder, 'starter').at(-1)?.tag);
  expect(journalOf(folder, 'starter')).toEqual(journalOf(join(root, 'db', 'migrations'), 'starter'));
});

test('after a later version of the starter, the next migration holds what the product changed and nothing else', async () => {
  const folder = copyOfMigrations();
  await writeMigration({ folder, line: 'own', name: 'invoices' }, { ...tables, invoices });
  takeIn(folder, coupons);
  expect(await missingStatements(folder, { ...tables, invoices, coupons })).toEqual([]);
  const path = await writeMigration({ folder, line: 'own', name: 'drop' }, { ...tables, coupons });
  expect(readFileSync(path ?? '', 'utf8')).toBe('DROP TABLE "test_invoices" CASCADE;');
  expect(journalOf(folder, 'own').at(-1)?.after).toBe('0999_coupons');
  expect(await missingStatements(folder, { ...tables, coupons })).toEqual([]);
});

test('an empty migration leaves the tables as they are', async () => {
  const folder = copyOfMigrations();
  const path = await writeMigration({ folder, line: 'own', name: 'trigger', empty: true }, {});
  expect(readFileSync(path ?? '', 'utf8')).toBe('-- Write the statements here.\n');
  expect(await missingStatements(folder, tables)).toEqual([]);
});
