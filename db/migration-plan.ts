/**
 * Two lines of migrations and the one order they have: the starter's in db/migrations, and those of the product that is made of
 * it in db/migrations/own. Each has a journal of its own, so taking in a later version of the starter never touches the other.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFault } from './setup-fault';

/** As drizzle-kit writes it; `after` is ours (scripts/new-migration.ts). */
export type JournalEntry = {
  readonly tag: string;
  /** Milliseconds; what the database remembers a migration by. */
  readonly when: number;
  /** Of an own migration: the last of the starter's that was there when it was made. */
  readonly after?: string;
};

export type Line = 'starter' | 'own';

export type PlannedMigration = JournalEntry & { readonly line: Line };

export type ReadMigration = PlannedMigration & {
  readonly hash: string;
  readonly statements: readonly string[];
};

/**
 * An own migration stands where it was made, after the starter's last one of that day. At the end of the line a new database
 * would come about in another order than the one in production did: a later migration of the starter could pass every test and
 * then fail on a table that this product had dropped.
 */
export function inOrder(starter: readonly JournalEntry[], own: readonly JournalEntry[]): PlannedMigration[] {
  const places = own.map((entry) => placeOf(entry, starter));
  const planned: PlannedMigration[] = [];
  let taken = 0;
  starter.forEach((entry, place) => {
    planned.push({ ...entry, line: 'starter' });
    // In the order of their journal: what two branches of one product have made may name places the other way round.
    for (let next = own[taken]; next && (places[taken] ?? 0) <= place; next = own[taken]) {
      planned.push({ ...next, line: 'own' });
      taken += 1;
    }
  });
  return planned;
}

function placeOf({ tag, after }: JournalEntry, starter: readonly JournalEntry[]): number {
  const place = starter.findIndex((entry) => entry.tag === after);
  if (place >= 0) return place;
  const said = after === undefined ? 'does not say which' : `comes after ${after}, which is no`;
  throw new SetupFault(
    `db/migrations/own/meta/_journal.json: ${tag} ${said} migration of db/migrations it follows; "after" is its name. npm run db:generate writes it.`,
  );
}

const folderOf = (folder: string, line: Line) => (line === 'own' ? join(folder, 'own') : folder);

export function journalOf(folder: string, line: Line): JournalEntry[] {
  const path = join(folderOf(folder, line), 'meta', '_journal.json');
  const { entries } = JSON.parse(readFileSync(path, 'utf8')) as { entries: JournalEntry[] };
  return entries;
}

/** Every migration of both lines, as it is applied to an empty database. Throws SetupFault. */
export function readMigrations(folder: string): ReadMigration[] {
  return inOrder(journalOf(folder, 'starter'), journalOf(folder, 'own')).map((planned) => {
    const text = readFileSync(join(folderOf(folder, planned.line), `${planned.tag}.sql`), 'utf8');
    return {
      ...planned,
      hash: createHash('sha256').update(text).digest('hex'),
      statements: text.split('--> statement-breakpoint'),
    };
  });
}
