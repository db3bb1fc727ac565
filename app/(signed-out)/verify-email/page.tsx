import type { Metadata } from 'next';
import Link from 'next/link';
import { LinkForm } from '@/app/ui/link-form';
import { env } from '@/lib/config/env';
import { durationWords } from '@/lib/time';
import { readLetter } from '@/lib/web/letter';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { linkSentence } from '@/lib/web/messages';
import { LinkPage } from '../link-page';
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
    <LinkPage
      title="Confirm your email"
      description="One press, and this address is yours here."
      works={works}
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
    </LinkPage>
  );
}
