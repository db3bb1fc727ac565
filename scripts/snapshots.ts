/** What the tables look like after all migrations of both lines, as drizzle-kit writes it down. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { DrizzleSnapshotJSON } from 'drizzle-kit/api';
import { type JournalEntry, journalOf } from '../db/migration-plan';

type Json = unknown;

const isTree = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What has become of something that was as in `before`, that this product made into `ours` and a later version of the starter
 * into `theirs`. Undefined stands for what isn't there. Where both have changed the same, the later migration has the last word,
 * and that is the starter's; but nothing brings back what was dropped.
 */
export function carriedOver(before: Json, ours: Json, theirs: Json): Json {
  if (isDeepStrictEqual(before, theirs)) return ours;
  if (isDeepStrictEqual(before, ours)) return theirs;
  if (ours === undefined || !isTree(ours) || !isTree(theirs)) return ours === undefined ? ours : theirs;
  const was = isTree(before) ? before : {};
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const parts = [...names].map((name) => [name, carriedOver(was[name], ours[name], theirs[name])] as const);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

const snapshotPath = (folder: string, { tag }: JournalEntry) =>
  join(folder, 'meta', `${tag.slice(0, tag.indexOf('_'))}_snapshot.json`);

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as DrizzleSnapshotJSON;

/** With the id that the next snapshot of the product's own line names as the one before it. */
export function latestState(folder: string): DrizzleSnapshotJSON {
  const [starter, own] = [journalOf(folder, 'starter'), journalOf(folder, 'own')];
  const [newest, last] = [starter.at(-1), own.at(-1)];
  if (!newest) throw new Error(`${folder} has no migrations`);
  const theirs = read(snapshotPath(folder, newest));
  if (!last) return theirs;
  const ours = read(snapshotPath(join(folder, 'own'), last));
  const start = starter.find(({ tag }) => tag === last.after);
  if (!start || start.tag === newest.tag) return ours;
  const state = carriedOver(read(snapshotPath(folder, start)), ours, theirs) as DrizzleSnapshotJSON;
  return { ...state, id: ours.id, prevId: ours.prevId };
}
