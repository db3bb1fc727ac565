import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import type { SignedInContext } from '@/lib/flows/context';
import { shownName } from '@/lib/typed/visible';
import { openDraft } from '@/lib/web/draft/open-draft';
import { currentSession, requireSession } from '@/lib/web/request/current-session';
import { saveNoteAction } from '../actions';
import { DeleteNote } from '../delete-note';
import { noteForm } from '../forms';
import { NoteForm } from '../note-form';
import { findNote } from '../store';

type Props = { params: Promise<{ id: string }> };

const openNote = cache(async ({ db, user }: SignedInContext, asked: string) => {
  const id = z.uuid().safeParse(asked);
  return id.success ? findNote(db, { id: id.data, userId: user.id }) : undefined;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const session = await currentSession();
  const note = session.kind === 'active' ? await openNote(session.ctx, (await params).id) : undefined;
  return { title: note ? shownName(note.name) : 'Page not found' };
}

export default async function NotePage({ params }: Props) {
  const ctx = await requireSession();
  const note = await openNote(ctx, (await params).id);
  if (!note) notFound();
  const draft = await openDraft(ctx, noteForm(note.id)); // only: drafts
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={<PersonText>{note.name}</PersonText>}
        back={{ href: '/test-notes', label: 'Notes' }}
      />
      <Card>
        <NoteForm
          action={saveNoteAction}
          submit="Save"
          note={note}
          draft={draft} // only: drafts
        />
      </Card>
      <Section title="Delete this note" description="The note is gone for good.">
        <DeleteNote note={note} needsProof={ctx.session.stepUpSecondsLeft <= 0} />
      </Section>
    </div>
  );
}
