'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AuthShell } from '@/app/ui/auth-shell';
import { SubmitButton } from '@/app/ui/button';
import { PageLink } from '@/app/ui/page-link';
import type { Action, ActionState } from '@/lib/web/guards/action-state';
import { FormMessage } from './form-message';
import { leaveAddress } from './leave-address';
import { useActionForm } from './use-action-form';

export interface LinkPageProps {
  action: Action;
  /** From the address; undefined if it has none. */
  token: string | undefined;
  /** Whether it would work now. Opening the page does not use it up. */
  works: boolean;
  title: string;
  /** What one press will do; shown only if the link works. */
  description: ReactNode;
  button: string;
  pendingLabel: string;
  /** Replaces the form if the link does not work. */
  otherwise: ReactNode;
  /** Replaces everything once it is done; leave it out if the action leads to another page. */
  done?: { readonly title: string; readonly text: string };
  children?: (state: ActionState) => ReactNode;
}

/**
 * The page behind a mailed link. It has a button because opening a link alone must change nothing: mail scanners open them all.
 */
export function LinkPage(props: LinkPageProps) {
  // The page may be rendered again without the token in its address.
  const [first] = useState(props);
  const { state, pending, form } = useActionForm(props.action, { repeats: false, fromLink: true });
  useEffect(leaveAddress, []);
  const done = state.status === 'done' ? props.done : undefined;
  if (done) return <Done {...done} />;
  return (
    <AuthShell
      title={first.title}
      description={first.works ? first.description : undefined}
      footer={<ToSignIn />}
    >
      {first.works ? (
        <form {...form} className="flex flex-col gap-4" noValidate>
          <FormMessage state={state} />
          <input type="hidden" name="token" value={first.token ?? ''} />
          {props.children?.(state)}
          <SubmitButton pending={pending} pendingLabel={props.pendingLabel} wide>
            {props.button}
          </SubmitButton>
        </form>
      ) : (
        props.otherwise
      )}
    </AuthShell>
  );
}

/** A page of its own: it shows the answer and focuses it. */
function Done({ title, text }: { title: string; text: string }) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <AuthShell title={title} footer={<ToSignIn />}>
      <p ref={place} tabIndex={-1} role="status" className="outline-none">
        {text}
      </p>
    </AuthShell>
  );
}

const ToSignIn = () => (
  <PageLink href="/sign-in" className="text-accent-ink underline">
    Go to sign in
  </PageLink>
);
