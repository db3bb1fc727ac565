'use client';

import { useTransition } from 'react';
import { troubleOfDigest } from '@/lib/words/unavailable';
import { Button } from './ui/button';
import { errorDigest } from './ui/error-digest';
import { LinkButton } from './ui/link-button';
import { PlainPage } from './ui/plain-page';
import { BackInAMoment } from './unavailable/back-in-a-moment';

interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const [pending, startTransition] = useTransition();
  const digest = errorDigest(error);
  const trouble = troubleOfDigest(digest);
  if (trouble) return <BackInAMoment trouble={trouble} retry={retry} />;
  return (
    <PlainPage
      title="Something went wrong"
      actions={
        <>
          <Button
            variant="primary"
            pending={pending}
            pendingLabel="Trying…"
            onClick={() => startTransition(retry)}
          >
            Try again
          </Button>
          <LinkButton href="/">Go to the start page</LinkButton>
        </>
      }
      footnote={digest ? <>Error id: {digest}</> : null}
    >
      <p>We couldn't show this page. That's our fault, and you're still signed in if you were before.</p>
    </PlainPage>
  );
}
