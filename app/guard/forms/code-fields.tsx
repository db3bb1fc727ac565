import type { Ref } from 'react';
import { Checkbox } from '@/app/ui/checkbox';
import { Field } from '@/app/ui/field';
import type { ActionState } from '@/lib/web/guards/action-state';

type Props = {
  state: ActionState;
  /** Asks for a recovery code instead of the app's code. */
  recovery?: boolean;
  /** False if the person has no app to read a code from. */
  code?: boolean;
  /** How long, in words; undefined if this browser may not be trusted. */
  trustFor?: string | undefined;
  codeRef?: Ref<HTMLInputElement>;
};

/** What is asked for after the password. The server takes either kind of code in the one field. */
export function CodeFields({ state, recovery = false, code = true, trustFor, codeRef }: Props) {
  const kind = recovery ? 'recovery' : 'app';
  // An error about one kind of code does not apply to the other.
  const error = (state.values?.kind ?? kind) === kind ? state.fields?.code : undefined;
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      {code ? (
        <CodeField
          label={recovery ? 'Recovery code' : 'Code'}
          hint={recovery ? "Spaces, dashes and lower case don't matter." : undefined}
          numeric={!recovery}
          error={error}
          codeRef={codeRef}
        />
      ) : null}
      {trustFor && !recovery ? (
        <Checkbox
          name="trust"
          label={`Trust this device for ${trustFor}`}
          hint="Signing in here then skips this step. Leave this off on a shared device."
          defaultChecked={state.values?.trust === 'on'}
        />
      ) : null}
    </>
  );
}

type CodeFieldProps = {
  label?: string;
  hint?: string | undefined;
  /** Digits only, so a phone shows its number keys. */
  numeric?: boolean;
  error?: string | undefined;
  codeRef?: Ref<HTMLInputElement> | undefined;
};

/** Phones and password managers fill it in. */
export function CodeField({ label = 'Code', hint, numeric = true, error, codeRef }: CodeFieldProps) {
  return (
    <Field
      label={label}
      name="code"
      hint={hint}
      autoComplete={numeric ? 'one-time-code' : 'off'}
      inputMode={numeric ? 'numeric' : 'text'}
      autoCapitalize="none"
      spellCheck={false}
      ref={codeRef}
      error={error}
      required
    />
  );
}
