import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthShell } from '@/app/ui/auth-shell';
import { LinkForm } from '@/app/ui/link-form';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { linkSentence } from '@/lib/web/messages';
import { undo } from './actions';

export const metadata: Metadata = { title: 'Keep your old address?' };

/** No sign-in needed: whoever has the link reads the person's mail. */
export default async function UndoEmailChangePage({ searchParams }: { searchParams: LinkSearch }) {
  const { token, works } = await linkOf(searchParams, ['undo_email_change']);
  return (
    <AuthShell
      title="Keep your old address?"
      description={
        works
          ? 'One press makes this address the account’s again, signs out every device and switches the password off. Then we send a link to choose a new one.'
          : undefined
      }
      footer={
        <Link href="/sign-in" className="text-accent-ink underline">
          Go to sign in
        </Link>
      }
    >
      <LinkForm
        action={undo}
        token={token}
        works={works}
        button="Undo the change"
        pendingLabel="Undoing…"
        otherwise={
          <p>
            {linkSentence} To be safe,{' '}
            <Link href="/forgot-password" className="text-link">
              choose a new password
            </Link>
            : that signs out every device as well.
          </p>
        }
        done="Your address is the account’s again, and every device is signed out. We sent a link to choose a new password to it."
      />
    </AuthShell>
  );
}
