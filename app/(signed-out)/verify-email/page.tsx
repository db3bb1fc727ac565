import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { CheckEmail } from '@/app/(signed-out)/verify-email/check-email';
import { LinkPage } from '@/app/guard/forms/link-page';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { env } from '@/lib/config/env';
import { isOn } from '@/lib/config/features';
import type { LinkAbout } from '@/lib/flows/account/look-up-link';
import { durationWords } from '@/lib/time';
import { mailedLinkCookie } from '@/lib/web/cookies/mailed-link';
import { type LinkSearch, linkOf } from '@/lib/web/request/read-link';
import { linkSentence } from '@/lib/words/reasons';
import { confirmAction } from './actions';

export const metadata: Metadata = { title: 'Confirm your email' };

/** With a token, the page behind the link; without one, the page after signing up. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: LinkSearch }) {
  const { about, ...link } = await linkOf(searchParams, ['confirm_email', 'confirm_new_email']);
  const mailed = await mailedLinkCookie.read();
  if (isOn('openSignUp') && link.token === undefined && mailed?.about === 'confirm_email')
    return <CheckEmail email={mailed.email} lifetime={durationWords(env().policy.verifyLinkLifetime)} />;
  return (
    <LinkPage
      {...link}
      action={confirmAction}
      title="Confirm your email"
      description={whatFollows(about)}
      button="Confirm email"
      pendingLabel="Confirming…"
      otherwise={
        <p>
          {linkSentence} {isOn('openSignUp') ? <SignUpAgain /> : null}
        </p>
      }
    />
  );
}

const SignUpAgain = () => (
  <>
    If your email isn't confirmed yet,{' '}
    <PageLink href="/sign-up" className="text-link">
      sign up again
    </PageLink>{' '}
    to get a new link.
  </>
);

function whatFollows(about: LinkAbout | undefined): ReactNode {
  const email = about ? <PersonText>{about.email}</PersonText> : 'this address';
  return about?.purpose === 'confirm_new_email' ? (
    <>
      Your account moves to {email}. Every device is signed out, except this browser if you are signed in
      here.
    </>
  ) : (
    <>Confirm that {email} is yours, and sign in.</>
  );
}
