import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthShell } from '@/app/ui/auth-shell';
import { LinkForm } from '@/app/ui/link-form';
import { env } from '@/lib/config/env';
import { durationWords } from '@/lib/time';
import { readLetter } from '@/lib/web/letter';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { linkSentence } from '@/lib/web/messages';
import { confirm } from './actions';
import { CheckEmail } from './check-email';

export const metadata: Metadata = { title: 'Confirm your email' };

/** With a token it is the link's page; without one it is where signing up leads to. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: LinkSearch }) {
  const { token, works } = await linkOf(searchParams, ['confirm_email', 'confirm_new_email']);
  const letter = await readLetter();
  if (token === undefined && letter?.about === 'confirm_email')
    return <CheckEmail email={letter.email} lifetime={durationWords(env().policy.verifyLinkLifetime)} />;
  return (
    <AuthShell
      title="Confirm your email"
      description={works ? 'One press, and this address is yours here.' : undefined}
      footer={
        <Link href="/sign-in" className="text-accent-ink underline">
          Go to sign in
        </Link>
      }
    >
      <LinkForm
        action={confirm}
        token={token}
        works={works}
        button="Confirm email"
        pendingLabel="Confirming…"
        otherwise={
          <p>
            {linkSentence} If your email is not confirmed yet,{' '}
            <Link href="/sign-up" className="text-link">
              sign up again
            </Link>{' '}
            and a new link comes.
          </p>
        }
      />
    </AuthShell>
  );
}
