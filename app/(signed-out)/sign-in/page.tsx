import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { ProviderButtons } from '@/app/(signed-out)/provider-buttons';
import { ClearProviderNote } from '@/app/guard/clear-provider-note';
import { AnnounceToTabs } from '@/app/guard/session/announce-to-tabs';
import { AuthShell } from '@/app/ui/auth-shell';
import { Note } from '@/app/ui/note';
import { PageLink } from '@/app/ui/page-link';
import { isOn } from '@/lib/config/features';
import { endNote } from '@/lib/web/cookies/ended';
import { invitationPage } from '@/lib/web/cookies/invitation';
import { keptNoCookies } from '@/lib/web/cookies/kept-here';
import { mailedLinkCookie, mailedLinkSentence } from '@/lib/web/cookies/mailed-link';
import { pendingNote } from '@/lib/web/cookies/pending';
import { isStoreFault } from '@/lib/web/guards/store-fault';
import { offeredProviders } from '@/lib/web/provider/authorization';
import { providerNote, waitingNote } from '@/lib/web/provider/note';
import { currentSession } from '@/lib/web/request/current-session';
import { invitedAddress } from '@/lib/web/request/held-invitation';
import { anonymousContext } from '@/lib/web/request/request-info';
import { defaultPage, emailCodePath, returnTo } from '@/lib/web/request/return-to';
import { noCookiesSentence } from '@/lib/words/reasons';
import { sendsMail } from '@/lib/worker/sends-mail';
import { SignInForm } from './form';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const asked = await searchParams;
  const next = returnTo(asked.next);
  const [{ signedIn, why }, mailed, told] = await Promise.all([
    whoIsHere(),
    mailedLinkCookie.read(),
    providerNews(),
  ]);
  if (signedIn) redirect(next);
  const invited = await invitedAddress(next);
  const news = mailed && mailedLinkSentence(mailed);
  const expectedEmail = news ? mailed.email : (told?.email ?? invited);
  const note = (await cookieNote(asked.cookies)) ?? news ?? told?.text ?? why;
  return (
    <AuthShell
      title="Sign in"
      note={
        note ? (
          <Note role="status" tone={note === news ? 'good' : 'info'} news={note === news}>
            {note}
            {told && !told.email ? <ClearProviderNote /> : null}
          </Note>
        ) : isSentHere(next) ? (
          <SentHere />
        ) : undefined
      }
      footer={<NoAccountYet />}
    >
      <AnnounceToTabs />
      <SignInForm next={next} email={expectedEmail} />
      {isOn('emailedCodes') && sendsMail() ? (
        <PageLink href={emailCodePath(next)} className="mt-4 inline-block text-link">
          Email me a code instead
        </PageLink>
      ) : null}
      <ProviderButtons providers={offeredProviders()} next={next} />
    </AuthShell>
  );
}

/** Somebody opened a page that needs a session. Someone who comes from an invitation knows why they are here. */
const isSentHere = (next: string) => next !== defaultPage && next !== invitationPage;

const NoAccountYet = () =>
  isOn('openSignUp') ? (
    <>
      No account yet?{' '}
      <PageLink href="/sign-up" className="text-accent-ink underline">
        Sign up
      </PageLink>
    </>
  ) : (
    'New accounts are by invitation only.'
  );

/** Only if it is true: an address alone cannot make the page claim it. */
const cookieNote = async (cookies: unknown) =>
  (await keptNoCookies(cookies, await headers())) ? noCookiesSentence : undefined;

/**
 * For someone who opened an address that needs a session, or one that does not exist. Only a signed-in person learns which. The
 * note repeats nothing of the address, so no link can put words into the page.
 */
const SentHere = () => (
  <Note role="note" tone="neutral">
    Sign in to open the page you asked for. If you mistyped the address, go to the{' '}
    <PageLink href="/" className="text-link">
      start page
    </PageLink>
    .
  </Note>
);

/** How a trip to a provider ended, or what it is waiting for. */
const providerNews = async (): Promise<{ text: string; email?: string } | undefined> =>
  (await providerNote()) ?? (await waitingNote(anonymousContext(await headers())));

/** While the database is down the form still shows, and sending it says to try again later. */
async function whoIsHere(): Promise<{ signedIn: boolean; why?: string }> {
  try {
    const session = await currentSession();
    return session.kind === 'active'
      ? { signedIn: true }
      : { signedIn: false, why: (await pendingNote()) ?? (await endNote(session)) };
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return { signedIn: false };
  }
}
