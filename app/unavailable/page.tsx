import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { askedPathHeader } from '@/lib/web/current-session';
import { buttonStyle } from '../ui/button-style';
import { PlainPage } from '../ui/plain-page';
import { RetryWhenReady } from './retry-when-ready';

export const metadata: Metadata = { title: 'Back in a moment', robots: { index: false } };

const isOwnAddress = async () => /^\/unavailable(?![^/?])/.test((await headers()).get(askedPathHeader) ?? '');

// Empty means the page that was asked for, query and all.
const thisAddress = '';

/** What the gate shows, with status 503, under the address that was asked for while the database is away. */
export default async function UnavailablePage() {
  // Opened under its own address it would claim an outage that nobody has seen.
  if (await isOwnAddress()) redirect('/');
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
      <p>We can't reach our database right now. This does not sign you out.</p>
    </PlainPage>
  );
}
