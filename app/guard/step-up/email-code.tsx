'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button, SubmitButton } from '@/app/ui/button';
import { DialogActions } from '@/app/ui/dialog';
import { LinkButton } from '@/app/ui/link-button';
import { Note } from '@/app/ui/note';
import { PersonText } from '@/app/ui/person-text';
import { type Action, idle } from '@/lib/web/guards/action-state';
import { CodeField } from '../forms/code-fields';
import { FormMessage } from '../forms/form-message';
import { useActionForm } from '../forms/use-action-form';
import { sendStepUpCodeAction } from './code-actions';

type Props = {
  readonly action: Action;
  readonly email: string;
  readonly next?: string | undefined;
  readonly passwordRef?: RefObject<HTMLInputElement | null> | undefined;
  readonly onProven?: (() => void) | undefined;
  readonly onCancel?: (() => void) | undefined;
};

/** For an account with neither a password nor a second factor: a code by mail, typed in here. */
export function StepUpByEmail({ action, email, next, passwordRef, onProven, onCancel }: Props) {
  const { state, pending, form } = useActionForm(action, { onDone: onProven, repeats: false });
  const own = useRef<HTMLInputElement>(null);
  const codeRef = passwordRef ?? own;
  const [forgiven, setForgiven] = useState<typeof state>();
  // An error about an earlier code does not apply to the one on its way.
  const shown = state === forgiven ? idle : state;
  const ask = useActionForm(sendStepUpCodeAction, { repeats: false, onDone: () => setForgiven(state) });
  const sent = ask.state.status === 'done';
  // Without scripts, a wrong code comes back on a page that does not know about the mail.
  const asked = sent || state.status !== 'idle';
  useEffect(() => {
    if (sent) codeRef.current?.focus();
  }, [sent, codeRef]);
  return (
    <div className="flex flex-col gap-4">
      <form {...ask.form} className="flex flex-col items-start gap-4">
        <FormMessage state={ask.state} />
        <div role="status" className="empty:hidden">
          {/* Hidden while the next code is requested, so that each press is seen and read out. */}
          {sent && !ask.pending ? (
            <Note tone="good" news>
              A code is on its way to <PersonText>{email}</PersonText>.
            </Note>
          ) : null}
        </div>
        {asked ? null : (
          <p>
            We'll send a code to <PersonText>{email}</PersonText>. Enter it here, and nowhere else.
          </p>
        )}
        <SubmitButton variant={asked ? 'secondary' : 'primary'} pending={ask.pending} pendingLabel="Sending…">
          {asked ? 'Send another code' : 'Send code'}
        </SubmitButton>
      </form>
      <form {...form} className="flex flex-col gap-4" noValidate>
        <FormMessage state={shown} />
        {next ? <input type="hidden" name="next" value={next} /> : null}
        {asked ? (
          <CodeField hint="8 digits, from the newest email." error={shown.fields?.code} codeRef={codeRef} />
        ) : null}
        <DialogActions>
          {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
          {next && !onCancel ? <LinkButton href={next}>Cancel</LinkButton> : null}
          {asked ? (
            <SubmitButton pending={pending} pendingLabel="Checking…">
              Confirm
            </SubmitButton>
          ) : null}
        </DialogActions>
      </form>
    </div>
  );
}
