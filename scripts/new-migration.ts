/** Writes the migration that leads from the tables as all migrations leave them to the tables as the code wants them. */

import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { type JournalEntry, journalOf, type Line } from '../db/migration-plan';
import { latestState } from './snapshots';

type Asked = {
  /** As db/migrations. */
  readonly folder: string;
  readonly line: Line;
  /** Small letters, digits and underscores. */
  readonly name: string;
  /** For SQL that the tables do not tell, such as a trigger. */
  readonly empty?: boolean;
};

type Tables = Readonly<Record<string, unknown>>;

/** Everything that the files of db/schema export. */
export async function readTables(folder: string): Promise<Tables> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(folder, file)).href)));
  return Object.fromEntries(
    modules.flatMap((exported, index) =>
      Object.entries(exported).map(([name, value]) => [`${files[index]} ${name}`, value]),
    ),
  );
}

/** May ask at the terminal whether something was renamed. Empty where nothing has to change. */
export async function missingStatements(folder: string, tables: Tables): Promise<string[]> {
  const state = latestState(folder);
  return generateMigration(state, generateDrizzleJson({ ...tables }, state.id));
}

/** The path of the new file, or undefined where nothing has to change. */
export async function writeMigration(asked: Asked, tables: Tables): Promise<string | undefined> {
  const state = latestState(asked.folder);
  const statements = asked.empty ? [] : await missingStatements(asked.folder, tables);
  if (!asked.empty && statements.length === 0) return undefined;
  const next = asked.empty
    ? { ...state, id: randomUUID(), prevId: state.id }
    : generateDrizzleJson({ ...tables }, state.id);
  const text = asked.empty
    ? '-- Write the statements here.\n'
    : statements.join('--> statement-breakpoint\n');
  return write(asked, { text, snapshot: { ...next, _meta: { columns: {}, schemas: {}, tables: {} } } });
}

function write({ folder, line, name }: Asked, made: { text: string; snapshot: object }): string {
  const target = line === 'own' ? join(folder, 'own') : folder;
  const entries = journalOf(folder, line);
  const number = String(entries.length).padStart(4, '0');
  const tag = `${number}_${name}`;
  const after = line === 'own' ? { after: journalOf(folder, 'starter').at(-1)?.tag } : {};
  // Two in one millisecond, or a clock that was set back, would give two migrations one mark.
  const when = Math.max(Date.now(), (entries.at(-1)?.when ?? 0) + 1);
  writeFileSync(join(target, `${tag}.sql`), made.text);
  writeFileSync(join(target, 'meta', `${number}_snapshot.json`), JSON.stringify(made.snapshot, null, 2));
  append(join(target, 'meta', '_journal.json'), { tag, when, ...after });
  return join(target, `${tag}.sql`);
}

/** In the form of drizzle-kit, whose other commands read it. */
function append(path: string, { tag, when, after }: JournalEntry): void {
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: object[] };
  const entry = { idx: journal.entries.length, version: '7', when, tag, breakpoints: true, after };
  const text = JSON.stringify({ ...journal, entries: [...journal.entries, entry] }, null, 2);
  writeFileSync(path, `${text}\n`);
}
