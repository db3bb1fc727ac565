'use client';

import type { RefObject } from 'react';
import type { Action } from '@/lib/web/action-state';
import { Button, SubmitButton } from '../button';
import { DialogActions } from '../dialog';
import { FormMessage } from '../form-message';
import { LinkButton } from '../link-button';
import { PasswordField } from '../password-field';
import { useActionForm } from '../use-action-form';

export type StepUpFormProps = {
  readonly action: Action;
  readonly email: string;
  /** Where to go afterwards, on the page for browsers without scripts. */
  readonly next?: string;
  readonly passwordRef?: RefObject<HTMLInputElement | null>;
  readonly onProven?: () => void;
  readonly onCancel?: () => void;
};

export function StepUpForm({ action, email, next, passwordRef, onProven, onCancel }: StepUpFormProps) {
  const { state, pending, form } = useActionForm(action, { onDone: onProven, repeats: false });
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      {/* Tells a password manager whose password is asked for. */}
      <input type="text" name="email" value={email} autoComplete="username" readOnly hidden tabIndex={-1} />
      {next ? <input type="hidden" name="next" value={next} /> : null}
      <PasswordField
        name="password"
        autoComplete="current-password"
        ref={passwordRef}
        error={state.fields?.password}
        required
      />
      <DialogActions>
        {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
        {next && !onCancel ? <LinkButton href={next}>Cancel</LinkButton> : null}
        <SubmitButton pending={pending} pendingLabel="Checking…">
          Confirm
        </SubmitButton>
      </DialogActions>
    </form>
  );
}
