import type { Metadata } from 'next';
import { unavailableTitle } from '@/lib/web/unavailable-words';
import { buttonStyle } from '../ui/button-style';
import { PlainPage } from '../ui/plain-page';
import { RetryWhenReady } from './retry-when-ready';

export const metadata: Metadata = { title: unavailableTitle, robots: { index: false } };

// Empty means the page that was asked for, query and all.
const thisAddress = '';

/** What the gate shows, with status 503, under the address that was asked for while the database is away. */
export default function UnavailablePage() {
  return (
    <PlainPage
      title={unavailableTitle}
      actions={
        <a href={thisAddress} className={buttonStyle({ variant: 'primary' })}>
          Try again
        </a>
      }
      footnote={<RetryWhenReady />}
    >
      {/* Without scripts the browser asks for the same address again by itself. */}
      <noscript>
        <meta httpEquiv="refresh" content="10" />
      </noscript>
      <p>We can't reach our database right now. You are still signed in.</p>
    </PlainPage>
  );
}
