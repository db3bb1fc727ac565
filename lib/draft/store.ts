/** Drafts: what a person typed into a form, kept for that person alone until it is sent or thrown away. */

import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { runPrepared } from '../../db/prepared';
import { drafts } from '../../db/schema/drafts';
import type { DraftFields } from './rules';

export type Draft = { readonly fields: DraftFields; readonly version: number; readonly savedAt: Date };
type Place = { readonly userId: string; readonly form: string };

const shown = { fields: drafts.fields, version: drafts.version, savedAt: drafts.savedAt };

const findStatement = 'select fields, version, saved_at from drafts where user_id = $1 and form = $2';
type FoundRow = { fields: DraftFields; version: number; saved_at: string };

/** Prepared, so that a page with a form takes one more wire round trip and not two. */
export async function findDraft(db: Executor, { userId, form }: Place): Promise<Draft | undefined> {
  const [row] = await runPrepared<FoundRow>(db, findStatement, [userId, form]);
  return row && { fields: row.fields, version: row.version, savedAt: new Date(row.saved_at) };
}

/**
 * Saves over the version that the page has seen, or again where there is none; 0 for a page that has seen none.
 * Undefined when somebody saved meanwhile: two tabs must not overwrite each other unnoticed.
 */
export async function saveDraft(
  db: Executor,
  place: Place,
  fields: DraftFields,
  seen: number,
): Promise<Draft | undefined> {
  const [row] = await db
    .insert(drafts)
    // Begins anywhere: a draft thrown away and begun again must not look like the one before.
    .values({ ...place, fields, version: sql`floor(random() * 1e9)::int + 1` })
    .onConflictDoUpdate({
      target: [drafts.userId, drafts.form],
      set: { fields, version: sql`${drafts.version} + 1`, savedAt: sql`now()` },
      setWhere: eq(drafts.version, seen),
    })
    .returning(shown);
  return row;
}

/** Safe to call when there is none. */
export async function discardDrafts(db: Executor, userId: string, forms: readonly string[]): Promise<void> {
  await db.delete(drafts).where(and(eq(drafts.userId, userId), inArray(drafts.form, [...forms])));
}

/** The ones saved longest ago go. */
export async function keepNewestDrafts(db: Executor, userId: string, limit: number): Promise<void> {
  const surplus = db
    .select({ form: drafts.form })
    .from(drafts)
    .where(eq(drafts.userId, userId))
    .orderBy(desc(drafts.savedAt))
    .offset(limit);
  await db.delete(drafts).where(and(eq(drafts.userId, userId), inArray(drafts.form, surplus)));
}
