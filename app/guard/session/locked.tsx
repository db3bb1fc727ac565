'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { BrandMark } from '@/app/ui/brand';
import { Button } from '@/app/ui/button';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { Spinner } from '@/app/ui/spinner';
import { product } from '@/lib/config/product';
import type { EndWord } from '@/lib/session/countdown';
import { type Trouble, troubles } from '@/lib/web/guards/answers';
import type { SessionBody } from '@/lib/web/guards/session-body';
import { endSentence } from '@/lib/words/reasons';
import { clockTimeWords } from '@/lib/words/times';
import { type InPlaceActions, InPlaceSignIn, type Recheck } from './in-place-sign-in';

/** Takes the page's place. */
export function Sheet({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <main
      id="main"
      data-sheet=""
      className="mx-auto flex w-full max-w-[26rem] grow flex-col justify-center px-4 py-10"
    >
      <p className="mb-6 inline-flex items-center gap-2 font-semibold text-[0.9375rem] tracking-tight">
        <BrandMark />
        {product.name}
      </p>
      <div className="rounded-lg border border-line bg-surface p-5 sm:p-6">
        {title ? <h1 className="mb-3 font-semibold text-lg leading-6 tracking-tight">{title}</h1> : null}
        {children}
      </div>
    </main>
  );
}

type LockedProps = {
  readonly end: EndWord;
  readonly body: SessionBody;
  readonly signIn: InPlaceActions;
  readonly recheck: Recheck;
};

export function Locked({ end, body, signIn, recheck }: LockedProps) {
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => password.current?.focus(), []);
  const facts = {
    idleSeconds: body.session.idleTimeoutSeconds,
    absoluteSeconds: body.session.absoluteTimeoutSeconds,
    sessionLimit: body.session.sessionLimit,
    from: end.from,
    at: end.at && clockTimeWords(new Date(end.at), Intl.DateTimeFormat().resolvedOptions().timeZone),
  };
  return (
    <Sheet title="You were signed out">
      <Note role="status" className="mb-5">
        {endSentence(end.reason, facts)} This page is kept for you, with everything you typed.
      </Note>
      <InPlaceSignIn body={body} signIn={signIn} recheck={recheck} passwordRef={password} />
      <p className="mt-4 text-muted">
        Not you? {/* Reloads the page, so that nothing of this one is left for somebody else. */}
        <a href="/sign-in" className="text-link">
          Use another account
        </a>
      </p>
    </Sheet>
  );
}

/** For a page whose person is no longer the one signed in here. */
export function Taken({ person, visit }: { person: SessionBody['user']; visit?: true | undefined }) {
  if (visit) return <PutAsideForVisit person={person} />;
  return (
    <Sheet title="Someone else signed in">
      <p className="mb-5 text-muted">
        This browser is now signed in to {product.name} as{' '}
        <strong className="font-medium text-ink">
          <PersonText>{person.name}</PersonText>
        </strong>{' '}
        (<PersonText>{person.email}</PersonText>), so what this tab showed was put away.
      </p>
      <Button variant="primary" wide onClick={() => location.assign('/dashboard')}>
        Continue as <PersonText>{person.name}</PersonText>
      </Button>
    </Sheet>
  );
}

/** A page of the staff member's own, while another tab sees somebody else's account. */
const PutAsideForVisit = ({ person }: { person: SessionBody['user'] }) => (
  <Sheet title="You see another account">
    <p className="mb-5 text-muted">
      While you see {product.name} as{' '}
      <strong className="font-medium text-ink">
        <PersonText>{person.name}</PersonText>
      </strong>
      , your own pages are put away. Stop that first, then load this page again.
    </p>
    <Button variant="primary" wide onClick={() => location.assign('/dashboard')}>
      Go to their pages
    </Button>
  </Sheet>
);

/** Shown after a deadline or a return from sleep until the server answers, and with a moment's delay, so it is rarely seen. */
export function Asking({ trouble, retry }: { trouble: Trouble | undefined; retry: () => void }) {
  if (!trouble) {
    return (
      <div
        role="status"
        className="flex grow animate-appear items-center justify-center gap-2 py-20 text-muted"
      >
        <Spinner /> Checking your session…
      </div>
    );
  }
  return (
    <Sheet title={titleOf(trouble)}>
      <p className="mb-5 text-muted">
        {trouble === 'no_answer' ? null : `${troubles[trouble].sentence} `}
        Your session may have ended in the meantime, so this page is put away until we can check. What you
        typed is kept.
      </p>
      <Button variant="primary" wide onClick={retry}>
        Try again
      </Button>
    </Sheet>
  );
}

/** Short enough for a heading; the rest is said below it. */
const titleOf = (trouble: Trouble) =>
  trouble === 'no_answer' ? "Can't reach the server" : "Can't check your session";
