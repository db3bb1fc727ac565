'use client';

import { useEffect } from 'react';

/** Beside a note about an account elsewhere: it has been read, so the next page does not say it again. */
export function ClearProviderNote() {
  useEffect(() => {
    // Not by an action: that would render the page again, without the note.
    void fetch('/api/provider-note', { method: 'DELETE' }).catch(() => undefined);
  }, []);
  return null;
}
