'use client';

import type { RefObject } from 'react';
import type { StepUpWay } from '@/lib/flows/step-up-ways';
import type { Action } from '@/lib/web/action-state';
import { Button, SubmitButton } from '../button';
import { CodeField } from '../code-fields';
import { DialogActions } from '../dialog';
import { FormMessage } from '../form-message';
import { LinkButton } from '../link-button';
import { PasswordField } from '../password-field';
import { useActionForm } from '../use-action-form';
import { StepUpByEmail } from './email-code';

export type StepUpFormProps = {
  readonly action: Action;
  readonly email: string;
  /** What the account has, the strongest first. */
  readonly ways: readonly StepUpWay[];
  /** Where to go afterwards, on the page for browsers without scripts. */
  readonly next?: string;
  readonly passwordRef?: RefObject<HTMLInputElement | null>;
  readonly onProven?: () => void;
  readonly onCancel?: () => void;
};

export function StepUpForm(props: StepUpFormProps) {
  const { action, email, next, passwordRef, onProven, onCancel } = props;
  const { state, pending, form } = useActionForm(action, { onDone: onProven, repeats: false });
  if (props.ways.includes('email_code')) return <StepUpByEmail {...props} />;
  // The server knows better than a page that was loaded before the factor was turned on or off.
  const { code, password } = state.fields ?? {};
  const byCode = code !== undefined || (props.ways.includes('code') && password === undefined);
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      {next ? <input type="hidden" name="next" value={next} /> : null}
      {byCode ? (
        <CodeField
          hint="From your authenticator app, or one of your recovery codes."
          numeric={false}
          error={state.fields?.code}
          codeRef={passwordRef}
        />
      ) : (
        <>
          {/* Tells a password manager whose password is asked for. */}
          <input
            type="text"
            name="email"
            value={email}
            autoComplete="username"
            readOnly
            hidden
            tabIndex={-1}
          />
          <PasswordField
            name="password"
            autoComplete="current-password"
            ref={passwordRef}
            error={state.fields?.password}
            required
          />
        </>
      )}
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
