import type { Metadata } from 'next';
import { LinkForm } from '@/app/ui/link-form';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { linkSentence } from '@/lib/web/messages';
import { LinkPage } from '../link-page';
import { restore } from './actions';

export const metadata: Metadata = { title: 'Bring your account back' };

export default async function UndoDeletionPage({ searchParams }: { searchParams: LinkSearch }) {
  const { token, works } = await linkOf(searchParams, ['undo_deletion']);
  return (
    <LinkPage
      title="Bring your account back"
      description="Everything is still there. One press, and you can sign in again."
      works={works}
    >
      <LinkForm
        action={restore}
        token={token}
        works={works}
        button="Bring my account back"
        pendingLabel="Bringing it back…"
        otherwise={<p>{linkSentence} If it is too old, the account is gone for good.</p>}
      />
    </LinkPage>
  );
}
