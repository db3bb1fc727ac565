import type { Metadata } from 'next';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { openDraft } from '@/lib/web/draft/open-draft';
import { requireSession } from '@/lib/web/request/current-session';
import { createNoteAction } from '../actions';
import { newNoteForm } from '../forms';
import { NoteForm } from '../note-form';

export const metadata: Metadata = { title: 'New note' };

export default async function NewNotePage() {
  const ctx = await requireSession(); // only: drafts
  // without drafts: await requireSession();
  const draft = await openDraft(ctx, newNoteForm); // only: drafts
  return (
    <div className="max-w-2xl">
      <PageHeader title="New note" back={{ href: '/test-notes', label: 'Notes' }} />
      <Card>
        <NoteForm
          action={createNoteAction}
          submit="Create note"
          draft={draft} // only: drafts
        />
      </Card>
    </div>
  );
}
