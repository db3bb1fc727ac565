'use client';

import { useState } from 'react';
import { CodeField } from '@/app/guard/forms/code-fields';
import { DeviceEvidenceField } from '@/app/guard/forms/device-evidence-field';
import { EmailField } from '@/app/guard/forms/email-field';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Checkbox } from '@/app/ui/checkbox';
import { Note } from '@/app/ui/note';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { idle } from '@/lib/web/guards/action-state';
import { askCodeAction, askCodeAgainAction, signInWithCodeAction } from './actions';

/** The first step: where to send it. */
export function AskCodeForm({ next }: { next: string }) {
  const { state, pending, form } = useActionForm(askCodeAction, { repeats: false });
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <EmailField defaultValue={state.values?.email} error={state.fields?.email} />
      <Checkbox
        name="remember"
        label="Keep me signed in on this device"
        hint="Leave this off on a shared device."
        defaultChecked={state.values?.remember === 'on'}
      />
      <SubmitButton pending={pending} pendingLabel="Sending…" wide>
        Send code
      </SubmitButton>
    </form>
  );
}

type GiveProps = {
  next: string;
  email: string;
  remembered: boolean;
  /** Links to the first step, to enter another address. */
  startOver: string;
};

/** The second step: enter the code from the mail. */
export function GiveCodeForm({ next, email, remembered, startOver }: GiveProps) {
  const { state, pending, form } = useActionForm(signInWithCodeAction, { repeats: false });
  const [forgiven, setForgiven] = useState<typeof state>();
  const shown = state === forgiven ? idle : state;
  return (
    <>
      <form {...form} className="flex flex-col gap-4" noValidate>
        <FormMessage state={shown} />
        <input type="hidden" name="next" value={next} />
        <CodeField hint="8 digits, from the newest email." error={shown.fields?.code} />
        <DeviceEvidenceField />
        <SubmitButton pending={pending} pendingLabel="Signing in…" wide>
          Sign in
        </SubmitButton>
      </form>
      <AskAgain next={next} email={email} remembered={remembered} onSent={() => setForgiven(state)} />
      <PageLink href={startOver} className="mt-3 inline-block text-link">
        Use another address
      </PageLink>
    </>
  );
}

/** `onSent` clears the error about an earlier code: it does not apply to the one on its way. */
function AskAgain({
  next,
  email,
  remembered,
  onSent,
}: Omit<GiveProps, 'startOver'> & { onSent: () => void }) {
  const { state, pending, form } = useActionForm(askCodeAgainAction, { repeats: false, onDone: onSent });
  return (
    <form {...form} className="mt-4 flex flex-col gap-3">
      <FormMessage state={state} />
      <div role="status" className="empty:hidden">
        {/* Hidden while the next code is requested, so that each press is seen and read out. */}
        {state.status === 'done' && !pending ? (
          <Note tone="good" news>
            Another code is on its way to <PersonText>{email}</PersonText>, if it has an account. If nothing
            arrives within a minute, check your spam folder.
          </Note>
        ) : null}
      </div>
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="email" value={email} />
      {remembered ? <input type="hidden" name="remember" value="on" /> : null}
      <SubmitButton variant="secondary" pending={pending} pendingLabel="Sending…" wide>
        Send another code
      </SubmitButton>
    </form>
  );
}
