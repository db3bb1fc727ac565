import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AskCodeForm, GiveCodeForm } from '@/app/(signed-out)/sign-in/email-code/form';
import { AnnounceToTabs } from '@/app/guard/session/announce-to-tabs';
import { AuthShell } from '@/app/ui/auth-shell';
import { Note } from '@/app/ui/note';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { emailCodeHere, emailCodeLifetimeWords, emailCodeOverWords } from '@/lib/web/cookies/email-code';
import { isStoreFault } from '@/lib/web/guards/store-fault';
import { currentSession } from '@/lib/web/request/current-session';
import { requireFeature } from '@/lib/web/request/require-feature';
import { emailCodePath, returnTo, signInPath } from '@/lib/web/request/return-to';
import { sendsMail } from '@/lib/worker/sends-mail';

export const metadata: Metadata = { title: 'Sign in with a code' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EmailCodePage({ searchParams }: Props) {
  requireFeature('emailedCodes');
  const asked = await searchParams;
  const next = returnTo(asked.next);
  if (!sendsMail()) redirect(signInPath(next));
  if (await isSignedIn()) redirect(next);
  const found = asked.again === undefined ? await emailCodeHere() : undefined;
  const footer = (
    <PageLink href={signInPath(next)} className="text-accent-ink underline">
      Back to sign in
    </PageLink>
  );
  if (found?.kind === 'waiting') {
    const { email, remembered } = found.code;
    const startOver = `${emailCodePath(next)}${next === returnTo(undefined) ? '?' : '&'}again=1`;
    return (
      <AuthShell
        title="Enter your code"
        description={
          <>
            If there is an account with <PersonText>{email}</PersonText>, a code is on its way. It expires in{' '}
            {emailCodeLifetimeWords()} and works only in this browser.
          </>
        }
        footer={footer}
      >
        <AnnounceToTabs />
        <GiveCodeForm next={next} email={email} remembered={remembered} startOver={startOver} />
      </AuthShell>
    );
  }
  return (
    <AuthShell
      title="Sign in with a code"
      description="Tell us your email, and we'll send a code to sign in with. No password needed."
      note={found ? <Note role="status">{emailCodeOverWords(found.why)}</Note> : undefined}
      footer={footer}
    >
      <AnnounceToTabs />
      <AskCodeForm next={next} />
    </AuthShell>
  );
}

/** While the database is down the form still shows, and sending it says to try again later. */
async function isSignedIn(): Promise<boolean> {
  try {
    return (await currentSession()).kind === 'active';
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return false;
  }
}
