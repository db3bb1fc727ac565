import type { Metadata } from 'next';
import { LinkPage } from '@/app/guard/forms/link-page';
import { type LinkSearch, linkOf } from '@/lib/web/request/read-link';
import { linkSentence } from '@/lib/words/reasons';
import { restoreAction } from './actions';

export const metadata: Metadata = { title: 'Bring your account back' };

export default async function UndoDeletionPage({ searchParams }: { searchParams: LinkSearch }) {
  const { about, ...link } = await linkOf(searchParams, ['undo_deletion']);
  return (
    <LinkPage
      {...link}
      action={restoreAction}
      title="Bring your account back"
      description={`Everything in the account of ${about?.email ?? 'this address'} is still there. One press, and you can sign in again.`}
      button="Bring my account back"
      pendingLabel="Bringing it back…"
      otherwise={<p>{linkSentence} If it's too old, the account is gone for good.</p>}
    />
  );
}
