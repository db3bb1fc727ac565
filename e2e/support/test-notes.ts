/** The table of the pages that only the test build has (`app/(signed-in)/(test-build)`), and what tests read and write of it. */

import postgres from 'postgres';
import { onnotice } from '../../db/notices';
import { sql } from './database';
import type { TestPerson } from './people';

/** After the migrations, as the owner of the tables. */
export async function makeTestNotes(ownerUrl: string): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, onnotice });
  await owner.unsafe(`
    create table test_notes (
      id uuid primary key default gen_random_uuid(),
      user_id uuid not null references users on delete cascade,
      name text not null,
      description text not null default '',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    grant select, insert, update, delete on test_notes to public`);
  await owner.end();
}

export const notesOf = (person: Pick<TestPerson, 'id'>) =>
  sql<{ id: string; name: string; description: string }[]>`
    select id, name, description from test_notes where user_id = ${person.id} order by created_at`;

/** A note that only this person may see; its name, found anywhere else, is a leak. */
export async function addNote(person: Pick<TestPerson, 'id'>, name: string): Promise<{ id: string }> {
  const [row] = await sql<{ id: string }[]>`
    insert into test_notes (user_id, name) values (${person.id}, ${name}) returning id`;
  if (!row) throw new Error('the note was not stored');
  return row;
}
