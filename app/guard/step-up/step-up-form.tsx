'use client';

import type { RefObject } from 'react';
import { withAnswer } from '@/app/guard/passkey/ask';
import { Button, SubmitButton } from '@/app/ui/button';
import { DialogActions } from '@/app/ui/dialog';
import { LinkButton } from '@/app/ui/link-button';
import type { StepUpWay } from '@/lib/proof';
import type { Action } from '@/lib/web/guards/action-state';
import { FormMessage } from '../forms/form-message';
import { useActionForm } from '../forms/use-action-form';
import { StepUpByEmail } from './email-code';
import { ByFactor, ByPassword } from './ways';

export type StepUpFormProps = {
  readonly action: Action;
  readonly email: string;
  /** What the account has, strongest first. */
  readonly ways: readonly StepUpWay[];
  /** Where to go afterwards, on the page for browsers without scripts. */
  readonly next?: string;
  readonly passwordRef?: RefObject<HTMLInputElement | null>;
  readonly onProven?: () => void;
  readonly onCancel?: () => void;
};

export function StepUpForm(props: StepUpFormProps) {
  const { action, email, next, passwordRef: first, onProven, onCancel } = props;
  const { state, pending, submit, form } = useActionForm(action, { onDone: onProven, repeats: false });
  if (props.ways.includes('email_code')) return <StepUpByEmail {...props} />;
  const passkey = props.ways.includes('passkey');
  const answered = (answer: string) => void submit(withAnswer(form.ref.current, answer));
  // The server knows better than a page that was loaded before the factor was turned on or off.
  const { code, password } = state.fields ?? {};
  const byFactor = code !== undefined || (props.ways.includes('code') && password === undefined);
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      {next ? <input type="hidden" name="next" value={next} /> : null}
      {byFactor ? (
        <ByFactor state={state} first={first} passkey={passkey} pending={pending} onAnswer={answered} />
      ) : (
        <ByPassword state={state} first={first} email={email} />
      )}
      <DialogActions>
        <Cancel next={next} onCancel={onCancel} />
        <SubmitButton
          variant={byFactor && passkey ? 'secondary' : 'primary'}
          pending={pending}
          pendingLabel="Checking…"
        >
          Confirm
        </SubmitButton>
      </DialogActions>
    </form>
  );
}

function Cancel({ next, onCancel }: Pick<StepUpFormProps, 'next' | 'onCancel'>) {
  if (onCancel) return <Button onClick={onCancel}>Cancel</Button>;
  return next ? <LinkButton href={next}>Cancel</LinkButton> : null;
}
