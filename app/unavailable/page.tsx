import type { Metadata } from 'next';
import { buttonStyle } from '../ui/button-style';
import { PlainPage } from '../ui/plain-page';
import { RetryWhenReady } from './retry-when-ready';

export const metadata: Metadata = { title: 'Back in a moment', robots: { index: false } };

// Empty means the page that was asked for, query and all.
const thisAddress = '';

/** What the gate shows, with status 503, under the address that was asked for while the database is away. */
export default function UnavailablePage() {
  return (
    <PlainPage
      title="Back in a moment"
      actions={
        <a href={thisAddress} className={buttonStyle({ variant: 'primary' })}>
          Try again
        </a>
      }
      footnote={<RetryWhenReady />}
    >
      <p>We can't reach our database right now. You are still signed in.</p>
    </PlainPage>
  );
}
