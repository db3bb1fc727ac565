'use client';

import { useCallback, useTransition } from 'react';
import { pageSentences, type StoreTrouble, unavailableTitle } from '@/lib/words/unavailable';
import { Button } from '../ui/button';
import { PlainPage } from '../ui/plain-page';
import { RetryWhenReady } from './retry-when-ready';

interface BackInAMomentProps {
  trouble: StoreTrouble;
  retry: () => void;
}

/** Replaces a part of the page that the database failed to deliver; the part comes back by itself. */
export function BackInAMoment({ trouble, retry }: BackInAMomentProps) {
  const [pending, startTransition] = useTransition();
  const again = useCallback(() => startTransition(retry), [retry]);
  return (
    <PlainPage
      title={unavailableTitle}
      actions={
        <Button variant="primary" pending={pending} pendingLabel="Trying…" onClick={again}>
          Try again
        </Button>
      }
      footnote={<RetryWhenReady onReady={again} />}
    >
      {pageSentences(trouble, false).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </PlainPage>
  );
}
