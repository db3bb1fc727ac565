'use client';

import { useEffect } from 'react';

/** Goes beside a note about a provider account: it has been shown, so the next page does not repeat it. */
export function ClearProviderNote() {
  useEffect(() => {
    // Not an action: that would render the page again, without the note.
    void fetch('/api/provider-note', { method: 'DELETE' }).catch(() => undefined);
  }, []);
  return null;
}
