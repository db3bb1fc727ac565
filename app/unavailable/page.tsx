import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { askedPathHeader } from '@/lib/web/request/current-session';
import { unavailableTitle } from '@/lib/words/unavailable';
import { buttonStyle } from '../ui/button-style';
import { PlainPage } from '../ui/plain-page';
import { RetryWhenReady } from './retry-when-ready';

export const metadata: Metadata = { title: unavailableTitle, robots: { index: false } };

const isOwnAddress = async () => /^\/unavailable(?![^/?])/.test((await headers()).get(askedPathHeader) ?? '');

// Empty means the page that was asked for, query included.
const thisAddress = '';

/** What the gate shows, with status 503, at the requested address while the database is down. */
export default async function UnavailablePage() {
  // Opened at its own address, it would claim an outage that nobody has seen.
  if (await isOwnAddress()) redirect('/');
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
      {/* Without scripts, the browser asks for the same address again by itself. */}
      <noscript>
        <meta httpEquiv="refresh" content="10" />
      </noscript>
      <p>We can't reach our database right now. This does not sign you out.</p>
    </PlainPage>
  );
}
