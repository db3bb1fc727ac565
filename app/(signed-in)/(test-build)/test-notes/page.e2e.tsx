import type { Metadata } from 'next';
import { CardItem, CardList } from '@/app/ui/card';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { requireSession } from '@/lib/web/request/current-session';
import { listNotes } from './store';

export const metadata: Metadata = { title: 'Notes' };

/** The whole row links to the note. */
export default async function NotesPage() {
  const ctx = await requireSession();
  const notes = await listNotes(ctx.db, ctx.user.id);
  const create = (
    <LinkButton variant="primary" href="/test-notes/new">
      New note
    </LinkButton>
  );
  return (
    <>
      <PageHeader title="Notes" actions={create} />
      <CardList label="Notes">
        {notes.map((note) => (
          <CardItem key={note.id} className="relative first:rounded-t-lg last:rounded-b-lg hover:bg-hover">
            <PageLink
              href={`/test-notes/${note.id}`}
              className="font-medium text-ink after:absolute after:inset-0 hover:underline"
            >
              <PersonText>{note.name}</PersonText>
            </PageLink>
          </CardItem>
        ))}
      </CardList>
    </>
  );
}
