import type { Metadata } from 'next';
import { LinkPage } from '@/app/guard/forms/link-page';
import { type LinkSearch, linkOf } from '@/lib/web/request/read-link';
import { ToBeSafe } from '../to-be-safe';
import { undoAction } from './actions';

export const metadata: Metadata = { title: 'Keep your old address?' };

/** No sign-in needed: a person who has the link can read the account's mail. */
export default async function UndoEmailChangePage({ searchParams }: { searchParams: LinkSearch }) {
  const { about, ...link } = await linkOf(searchParams, ['undo_email_change']);
  return (
    <LinkPage
      {...link}
      action={undoAction}
      title="Keep your old address?"
      description={`One press makes ${about?.email ?? 'this address'} your account’s address again, signs out every device and disables the password. Then we’ll email a link to choose a new one.`}
      button="Undo the change"
      pendingLabel="Undoing…"
      otherwise={<ToBeSafe />}
      done={{
        title: 'The change is undone',
        text: 'This is your account’s address again, and every device is signed out. We sent you a link to choose a new password: check your email.',
      }}
    />
  );
}
