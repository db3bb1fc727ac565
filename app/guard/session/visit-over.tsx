'use client';

import { Button } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import type { EndReason } from '@/lib/session/reasons';
import { visitOverWords } from '@/lib/words/support';
import { Sheet } from './locked';

/** Takes the place of a page that support saw as somebody else. The staff member is signed in as before. */
export const VisitOver = ({ reason }: { reason: EndReason | undefined }) => (
  <Sheet title="You no longer see this account">
    <Note role="status" className="mb-5">
      {visitOverWords(reason)} What this page showed was put away.
    </Note>
    <Button variant="primary" wide onClick={() => location.assign('/admin')}>
      Back to the staff console
    </Button>
  </Sheet>
);
