'use client';

import Link from 'next/link';
import { SubmitButton } from '@/app/ui/button';
import { CodeFields } from '@/app/ui/code-fields';
import { DeviceEvidenceField } from '@/app/ui/device-evidence-field';
import { FormMessage } from '@/app/ui/form-message';
import { passkeyQuestions, withAnswer } from '@/app/ui/passkey/ask';
import { NeedsScripts, PasskeyButton } from '@/app/ui/passkey/passkey-button';
import { useActionForm } from '@/app/ui/use-action-form';
import { finish } from './actions';

type Props = {
  next: string;
  recovery: boolean;
  /** What the person has, recovery codes apart. */
  passkey: boolean;
  app: boolean;
  trustFor: string | undefined;
  /** The address of the same page with the other kind of code. */
  other: string;
};

export function SecondFactorForm({ next, recovery, passkey, app, trustFor, other }: Props) {
  const { state, pending, submit, form } = useActionForm(finish, { repeats: false });
  const answered = (answer: string) => void submit(withAnswer(form.ref.current, answer));
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      {passkey && !recovery ? <NeedsScripts /> : null}
      <CodeFields state={state} recovery={recovery} code={recovery || app} trustFor={trustFor} />
      <DeviceEvidenceField />
      {passkey && !recovery ? (
        <PasskeyButton
          path={passkeyQuestions.secondFactor}
          pending={pending}
          onAnswer={answered}
          variant="primary"
          wide
        >
          Use a passkey
        </PasskeyButton>
      ) : null}
      {recovery || app ? (
        <SubmitButton
          variant={passkey && !recovery ? 'secondary' : 'primary'}
          pending={pending}
          pendingLabel="Checking…"
          wide
        >
          Continue
        </SubmitButton>
      ) : null}
      <Link href={other} className="self-start text-link">
        {recovery ? (passkey ? 'Use something else' : 'Use the authenticator app') : 'Use a recovery code'}
      </Link>
    </form>
  );
}
