import type { Metadata } from 'next';
import { LinkPage } from '@/app/guard/forms/link-page';
import { type LinkSearch, linkOf } from '@/lib/web/request/read-link';
import { linkSentence } from '@/lib/words/reasons';
import { stop } from './actions';

export const metadata: Metadata = { title: 'Keep your second factors' };

/** No sign-in needed: stopping it takes nothing from anybody. */
export default async function CancelFactorResetPage({ searchParams }: { searchParams: LinkSearch }) {
  const { about, ...link } = await linkOf(searchParams, ['cancel_factor_reset']);
  return (
    <LinkPage
      {...link}
      action={stop}
      title="Keep your second factors"
      description={`Somebody asked to remove the second factors of ${about?.email ?? 'this account'}. One press stops it.`}
      button="Stop it"
      pendingLabel="Stopping…"
      otherwise={<p>{linkSentence} Perhaps it was stopped before. Sign in to see what protects you now.</p>}
      done={{
        title: 'It is stopped',
        text: 'Your second factors stay as they are. If it was not you who asked, somebody got past the first step of signing in. Choose a new password at “Forgot password”, and see to your mailbox and to accounts elsewhere that sign you in.',
      }}
    />
  );
}
