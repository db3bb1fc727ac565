'use client';

import { useEffect } from 'react';
import { product } from '@/lib/config/product';
import { troubleOfDigest, unavailableTitle } from '@/lib/words/unavailable';
import { buttonStyle } from './ui/button-style';
import { errorDigest } from './ui/error-digest';
import { PlainPage } from './ui/plain-page';
import { BackInAMoment } from './unavailable/back-in-a-moment';
import './globals.css';

interface GlobalErrorProps {
  error: unknown;
  retry: () => void;
}

// A link, not a button: it works even when no script does.
const thisAddress = '';

/** Replaces the root layout when that fails, so it brings its own document and has no providers. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  const digest = errorDigest(error);
  const trouble = troubleOfDigest(digest);
  useEffect(applyChosenTheme, []);
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col">
        <title>{`${trouble ? unavailableTitle : 'Something went wrong'} · ${product.name}`}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {trouble ? (
          <BackInAMoment trouble={trouble} retry={retry} />
        ) : (
          <OurFault digest={digest} retry={retry} />
        )}
      </body>
    </html>
  );
}

interface OurFaultProps {
  digest: string | undefined;
  retry: () => void;
}

function OurFault({ digest, retry }: OurFaultProps) {
  return (
    <PlainPage
      title="Something went wrong"
      actions={
        <a
          href={thisAddress}
          className={buttonStyle({ variant: 'primary' })}
          onClick={(event) => {
            event.preventDefault();
            retry();
          }}
        >
          Try again
        </a>
      }
      footnote={digest ? <>Error id: {digest}</> : null}
    >
      <p>We couldn't show this page. That's our fault, and you're still signed in if you were before.</p>
    </PlainPage>
  );
}

function applyChosenTheme() {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}
