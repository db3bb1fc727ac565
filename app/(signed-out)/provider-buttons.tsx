'use client';

import { SubmitButton } from '@/app/ui/button';
import { Checkbox } from '@/app/ui/checkbox';
import { DeviceEvidenceField } from '@/app/ui/device-evidence-field';
import { FormMessage } from '@/app/ui/form-message';
import { useActionForm } from '@/app/ui/use-action-form';
import { continueWith } from './sign-in/provider-actions';

export interface ProviderButtonsProps {
  providers: readonly { name: string; label: string }[];
  next: string;
  /** Off where nothing was signed in to before, as on the page to sign up. */
  mayRemember?: boolean;
}

/** Other ways in, below the form. Nothing where none is configured. */
export function ProviderButtons({ providers, next, mayRemember = false }: ProviderButtonsProps) {
  const { state, pending, form } = useActionForm(continueWith, { repeats: false });
  if (providers.length === 0) return null;
  return (
    <form {...form} className="mt-5 flex flex-col gap-3 border-line border-t pt-5">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      {providers.map(({ name, label }) => (
        <SubmitButton key={name} variant="secondary" name="provider" value={name} pending={pending} wide>
          Continue with {label}
        </SubmitButton>
      ))}
      {mayRemember ? (
        <Checkbox
          name="remember"
          label={`Stay signed in with ${providers.map(({ label }) => label).join(' or ')}`}
          hint="Leave this off on a device that others use."
          defaultChecked={state.values?.remember === 'on'}
        />
      ) : null}
      <DeviceEvidenceField />
    </form>
  );
}
