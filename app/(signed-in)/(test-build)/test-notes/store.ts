/** Notes, for the browser tests alone. Their table is made by `e2e/support/test-notes.ts`; no migration knows it. */

import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

type Note = { id: string; name: string; description: string };
type OwnNote = { readonly id: string; readonly userId: string };

const rowsOf = async (answer: PromiseLike<unknown>) => [...((await answer) as Iterable<Note>)];

export const listNotes = (db: Executor, userId: string): Promise<Note[]> =>
  rowsOf(
    db.execute(
      sql`select id, name, description from test_notes where user_id = ${userId} order by updated_at desc`,
    ),
  );

export async function findNote(db: Executor, { id, userId }: OwnNote): Promise<Note | undefined> {
  const found = sql`select id, name, description from test_notes where id = ${id} and user_id = ${userId}`;
  return (await rowsOf(db.execute(found)))[0];
}

export async function insertNote(
  db: Executor,
  { userId, name, description }: Omit<Note, 'id'> & { userId: string },
): Promise<Note> {
  const [row] = await rowsOf(
    db.execute(
      sql`insert into test_notes (user_id, name, description) values (${userId}, ${name}, ${description}) returning id`,
    ),
  );
  if (!row) throw new Error('the note was not returned');
  return row;
}

export async function updateNote(
  db: Executor,
  { id, userId }: OwnNote,
  { name, description }: Omit<Note, 'id'>,
): Promise<boolean> {
  const changed = sql`
    update test_notes set name = ${name}, description = ${description}, updated_at = now()
    where id = ${id} and user_id = ${userId} returning id`;
  return (await rowsOf(db.execute(changed))).length > 0;
}

export async function removeNote(db: Executor, { id, userId }: OwnNote): Promise<boolean> {
  const gone = sql`delete from test_notes where id = ${id} and user_id = ${userId} returning id`;
  return (await rowsOf(db.execute(gone))).length > 0;
}
