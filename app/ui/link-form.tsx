'use client';

import { type ReactNode, useEffect, useState } from 'react';
import type { Action, ActionState } from '@/lib/web/action-state';
import { SubmitButton } from './button';
import { FormMessage } from './form-message';
import { Note } from './note';
import { useActionForm } from './use-action-form';

export interface LinkFormProps {
  action: Action;
  /** As it stood in the address; undefined where there is none. */
  token: string | undefined;
  /** Whether it would work now. Looking has not used it up. */
  works: boolean;
  button: string;
  pendingLabel: string;
  /** In place of the form where the link does not work. */
  otherwise: ReactNode;
  /** In place of the form when it is done; where the action goes on to another page, nothing. */
  done?: ReactNode;
  children?: ReactNode | ((state: ActionState) => ReactNode);
}

/** What a mailed link leads to: a button, because opening a link alone changes nothing (mail scanners open them all). */
export function LinkForm(props: LinkFormProps) {
  const { action, button, pendingLabel, otherwise, done, children } = props;
  // The page may be rendered again without the token in its address.
  const [{ token, works }] = useState({ token: props.token, works: props.works });
  const { state, pending, form } = useActionForm(action, { repeats: false });
  useEffect(leaveAddress, []);
  if (state.status === 'done' && done) return <Note tone="good">{done}</Note>;
  if (!works) return otherwise;
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="token" value={token ?? ''} />
      {typeof children === 'function' ? children(state) : children}
      <SubmitButton pending={pending} pendingLabel={pendingLabel} wide>
        {button}
      </SubmitButton>
    </form>
  );
}

/** Out of the address bar, the history and every Referer (ASVS 14.2.1). */
function leaveAddress(): void {
  const url = new URL(location.href);
  if (!url.searchParams.has('token')) return;
  url.searchParams.delete('token');
  history.replaceState(null, '', url);
}
