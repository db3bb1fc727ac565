import type { Metadata } from 'next';
import { LinkPage } from '@/app/guard/forms/link-page';
import { env } from '@/lib/config/env';
import { durationWords } from '@/lib/time';
import { type LinkSearch, linkOf } from '@/lib/web/request/read-link';
import { addedWords } from '@/lib/words/features';
import { ToBeSafe } from '../to-be-safe';
import { reportAction } from './actions';

export const metadata: Metadata = { title: "Wasn't this you?" };

/** No sign-in needed: a person who has the link can read the account's mail. */
export default async function ReportSignInPage({ searchParams }: { searchParams: LinkSearch }) {
  const { about, ...link } = await linkOf(searchParams, ['report_sign_in']);
  return (
    <LinkPage
      {...link}
      action={reportAction}
      title="Wasn't this you?"
      description={`This is about the account of ${about?.email ?? 'this address'}. One press signs out every device, disables the password, and removes ${addedWords} added in the last ${durationWords(env().policy.reportLinkLifetime)}. Then we'll email a link to choose a new password.`}
      button="Secure my account"
      pendingLabel="Securing…"
      otherwise={<ToBeSafe />}
      done={{
        title: 'Your account is secured',
        text: 'Every device is signed out, and the old password no longer works. We sent you a link to choose a new one: check your email.',
      }}
    />
  );
}
