'use client';

import { ConfirmedForm } from '@/app/guard/forms/confirmed-form';
import { useFocusWhenGone } from '@/app/ui/use-focus-when-gone';
import { inSentence } from '@/lib/typed/visible';
import { purposes } from '@/lib/words/reasons';
import { deleteNoteAction } from './actions';

type Props = { note: { id: string; name: string }; needsProof: boolean };

export function DeleteNote({ note, needsProof }: Props) {
  useFocusWhenGone();
  return (
    <ConfirmedForm
      action={deleteNoteAction}
      purpose={purposes.export_data}
      needsProof={needsProof}
      button="Delete note"
      pendingLabel="Deleting…"
      title={`Delete “${inSentence(note.name)}”?`}
      description="The note is gone for good."
    >
      <input type="hidden" name="id" value={note.id} />
    </ConfirmedForm>
  );
}
