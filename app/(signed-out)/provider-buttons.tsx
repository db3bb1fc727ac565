'use client';

import { DeviceEvidenceField } from '@/app/guard/forms/device-evidence-field';
import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { SubmitButton } from '@/app/ui/button';
import { Checkbox } from '@/app/ui/checkbox';
import { continueWithAction } from './sign-in/provider-actions';

export interface ProviderButtonsProps {
  providers: readonly { name: string; label: string }[];
  next: string;
  /** On the sign-up page there is no sign-in to remember, and a person who refuses at the provider comes back there. */
  signUp?: boolean;
}

/** Other ways in, below the form. Shows nothing if no provider is configured. */
export function ProviderButtons({ providers, next, signUp = false }: ProviderButtonsProps) {
  const { state, pending, form } = useActionForm(continueWithAction, { repeats: false });
  if (providers.length === 0) return null;
  return (
    <form {...form} className="mt-5 flex flex-col gap-3 border-line border-t pt-5">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      {signUp ? <input type="hidden" name="from" value="sign-up" /> : null}
      {providers.map(({ name, label }) => (
        <SubmitButton key={name} variant="secondary" name="provider" value={name} pending={pending} wide>
          Continue with {label}
        </SubmitButton>
      ))}
      {signUp ? null : (
        <Checkbox
          name="remember"
          label={`Stay signed in with ${providers.map(({ label }) => label).join(' or ')}`}
          hint="Leave this off on a shared device."
          defaultChecked={state.values?.remember === 'on'}
        />
      )}
      <DeviceEvidenceField />
    </form>
  );
}
