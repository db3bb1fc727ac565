import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthShell } from '@/app/ui/auth-shell';
import { LinkForm } from '@/app/ui/link-form';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { linkSentence } from '@/lib/web/messages';
import { report } from './actions';

export const metadata: Metadata = { title: 'Was this not you?' };

/** No sign-in needed: whoever has the link reads the person's mail. */
export default async function ReportSignInPage({ searchParams }: { searchParams: LinkSearch }) {
  const { token, works } = await linkOf(searchParams, ['report_sign_in']);
  return (
    <AuthShell
      title="Was this not you?"
      description={
        works
          ? 'One press signs out every device and switches the password off. Then we send a link to choose a new one.'
          : undefined
      }
      footer={
        <Link href="/sign-in" className="text-accent-ink underline">
          Go to sign in
        </Link>
      }
    >
      <LinkForm
        action={report}
        token={token}
        works={works}
        button="Secure my account"
        pendingLabel="Securing…"
        otherwise={
          <p>
            {linkSentence} To be safe,{' '}
            <Link href="/forgot-password" className="text-link">
              choose a new password
            </Link>
            : that signs out every device as well.
          </p>
        }
        done="Every device is signed out, and the old password opens nothing any more. We sent a link to choose a new one to your email."
      />
    </AuthShell>
  );
}
