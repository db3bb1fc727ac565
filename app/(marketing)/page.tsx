import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { PageLink } from '@/app/ui/page-link';
import { isOn } from '@/lib/config/features';
import { product } from '@/lib/config/product';
import { signedInHere } from '@/lib/web/request/signed-in-here';
import { LinkButton } from '../ui/link-button';
import { ReasonMockUp, SessionsMockUp, WarningMockUp } from './mock-ups';

const features = [
  {
    title: 'One row decides',
    text: 'A session is a row in your database. Every request asks it, with one prepared statement, so ending a session takes effect on the next click.',
  },
  {
    title: 'A warning in every tab',
    text: 'A quiet banner first, then a question that takes the keyboard. Answer in one tab and the others agree.',
  },
  {
    title: 'Sign in again in place',
    text: 'When a session has ended, the page steps aside for a sign-in sheet. The same person finds the page as it was, with everything they typed.',
  },
  {
    title: 'Step-up for sensitive actions',
    text: 'Ending a session or deleting for good asks for fresh proof, then carries on with what was interrupted.',
  },
  {
    title: 'Works without JavaScript',
    text: 'Signing up and signing in are plain forms. Scripts make them quicker, not possible.',
  },
  {
    title: 'Closed by default',
    text: 'Pages need a session unless they are listed as public. A nonce-based content security policy is on from the start.',
  },
] as const;

function firstStep(signedIn: boolean) {
  if (signedIn) return { href: '/dashboard', children: 'Go to dashboard' };
  return isOn('openSignUp')
    ? { href: '/sign-up', children: 'Create an account' }
    : { href: '/sign-in', children: 'Sign in' };
}

export default async function LandingPage() {
  const first = firstStep(await signedInHere());
  return (
    <div className="mx-auto w-full max-w-6xl px-4 sm:px-6">
      <section className="py-14 sm:py-20">
        <h1 className="max-w-2xl font-semibold text-3xl leading-tight tracking-tight sm:text-4xl">
          {product.tagline}
        </h1>
        <p className="mt-4 max-w-xl text-base text-muted leading-6">{product.description}</p>
        <div className="mt-7 flex flex-wrap gap-2">
          <LinkButton {...first} variant="primary" size="lg" />
          <LinkButton href="#start" size="lg">
            Run it yourself
          </LinkButton>
        </div>
      </section>

      <div className="divide-y divide-line border-line border-t">
        <Pledge
          title="Nobody is signed out without knowing why"
          text="The next sign-in page says what happened, when, and what to do. The reason comes from the server's own record, never from the address bar."
        >
          <ReasonMockUp />
        </Pledge>
        <Pledge
          title="Nothing they typed is lost"
          text="A warning comes before the limit, and one press keeps the session. If it ends all the same, the open page waits with what was typed until the same person signs in on the spot."
        >
          <WarningMockUp />
        </Pledge>
        <Pledge
          title="What they end stays ended"
          text="Every device is on one list, with its name and when it was last used. A revoked session is over with its next request, on every server, and cannot be brought back by a late answer."
        >
          <SessionsMockUp />
        </Pledge>
      </div>

      <section aria-labelledby="features" className="border-line border-t py-12 sm:py-16">
        <h2 id="features" className="font-semibold text-xl tracking-tight">
          What's in it
        </h2>
        <ul className="mt-6 grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
          {features.map(({ title, text }) => (
            <li key={title} className="flex gap-2.5">
              <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent-ink" />
              <div>
                <h3 className="font-medium">{title}</h3>
                <p className="mt-1 text-muted">{text}</p>
              </div>
            </li>
          ))}
        </ul>
        <p className="mt-8">
          <PageLink href="/help/sessions" className="text-link">
            Read the rules in plain words
          </PageLink>
        </p>
      </section>

      <section id="start" aria-labelledby="start-title" className="border-line border-t py-12 sm:py-16">
        <h2 id="start-title" className="font-semibold text-xl tracking-tight">
          Start it on your machine
        </h2>
        <p className="mt-2 max-w-prose text-muted">
          One command installs it, starts a database, fills it with demo accounts and prints the address of
          the app. Nothing else needs to be set up.
        </p>
        <pre className="mt-4 max-w-xl overflow-x-auto rounded-lg border border-line bg-sunken px-4 py-3 font-mono">
          <code>npm ci && npm run dev</code>
        </pre>
      </section>
    </div>
  );
}

function Pledge({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="grid items-center gap-x-12 gap-y-6 py-10 sm:py-14 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div>
        <h2 className="font-semibold text-xl tracking-tight">{title}</h2>
        <p className="mt-2 max-w-md text-muted">{text}</p>
      </div>
      {children}
    </section>
  );
}
