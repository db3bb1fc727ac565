import type { Ref } from 'react';
import { Checkbox } from '@/app/ui/checkbox';
import { Field } from '@/app/ui/field';
import type { ActionState } from '@/lib/web/guards/action-state';

type Props = {
  state: ActionState;
  /** Asks for one from the recovery sheet in place of the app's. */
  recovery?: boolean;
  /** Off where there is no app to type a code from. */
  code?: boolean;
  /** In words; undefined where this browser may not be trusted. */
  trustFor?: string | undefined;
  codeRef?: Ref<HTMLInputElement>;
};

/** What is asked for after the password. The server takes either kind of code in the one field. */
export function CodeFields({ state, recovery = false, code = true, trustFor, codeRef }: Props) {
  const kind = recovery ? 'recovery' : 'app';
  // What was wrong with one kind of code is not said of the other.
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
  /** Only digits are meant: a phone then shows its keys for them. */
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
