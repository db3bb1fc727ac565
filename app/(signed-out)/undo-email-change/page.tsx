import type { Metadata } from 'next';
import { LinkForm } from '@/app/ui/link-form';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { LinkPage, ToBeSafe } from '../link-page';
import { undo } from './actions';

export const metadata: Metadata = { title: 'Keep your old address?' };

/** No sign-in needed: whoever has the link reads the person's mail. */
export default async function UndoEmailChangePage({ searchParams }: { searchParams: LinkSearch }) {
  const { token, works } = await linkOf(searchParams, ['undo_email_change']);
  return (
    <LinkPage
      title="Keep your old address?"
      description="One press makes this address the account’s again, signs out every device and switches the password off. Then we send a link to choose a new one."
      works={works}
    >
      <LinkForm
        action={undo}
        token={token}
        works={works}
        button="Undo the change"
        pendingLabel="Undoing…"
        otherwise={<ToBeSafe />}
        done="Your address is the account’s again, and every device is signed out. We sent a link to choose a new password to it."
      />
    </LinkPage>
  );
}
