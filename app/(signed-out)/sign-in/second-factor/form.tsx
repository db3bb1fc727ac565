'use client';

import Link from 'next/link';
import { SubmitButton } from '@/app/ui/button';
import { CodeFields } from '@/app/ui/code-fields';
import { DeviceEvidenceField } from '@/app/ui/device-evidence-field';
import { FormMessage } from '@/app/ui/form-message';
import { useActionForm } from '@/app/ui/use-action-form';
import { finish } from './actions';

type Props = {
  next: string;
  recovery: boolean;
  trustFor: string | undefined;
  /** The address of the same page with the other kind of code. */
  other: string;
};

export function SecondFactorForm({ next, recovery, trustFor, other }: Props) {
  const { state, pending, form } = useActionForm(finish, { repeats: false });
  return (
    <form {...form} className="flex flex-col gap-4" noValidate>
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <CodeFields state={state} recovery={recovery} trustFor={trustFor} />
      <DeviceEvidenceField />
      <SubmitButton pending={pending} pendingLabel="Checking…" wide>
        Continue
      </SubmitButton>
      <Link href={other} className="self-start text-link">
        {recovery ? 'Use the authenticator app' : 'Use a recovery code'}
      </Link>
    </form>
  );
}
