'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useId, useState } from 'react';
import { classNames } from './class-names';
import type { FieldProps } from './field';
import { controlStyle, describedBy, FieldFrame } from './field-frame';
import { useHydrated } from './use-hydrated';

export interface PasswordFieldProps extends Omit<FieldProps, 'type' | 'label' | 'autoComplete'> {
  label?: string;
  autoComplete: 'current-password' | 'new-password';
}

/** A password that can be shown. Pasting always works; without JavaScript there is no toggle. */
export function PasswordField({
  label = 'Password',
  hint,
  error,
  id,
  className,
  inputClassName,
  ...input
}: PasswordFieldProps) {
  const own = useId();
  const control = id ?? own;
  const [shown, setShown] = useState(false);
  const hydrated = useHydrated();
  const Icon = shown ? EyeOff : Eye;
  return (
    <FieldFrame id={control} label={label} hint={hint} error={error} className={className}>
      <div className="relative">
        <input
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          {...input}
          {...describedBy(control, hint, error)}
          id={control}
          type={shown ? 'text' : 'password'}
          className={classNames(controlStyle, 'min-h-9 pr-10', inputClassName)}
        />
        {hydrated ? (
          <button
            type="button"
            aria-pressed={shown}
            aria-controls={control}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-1 right-1 inline-flex w-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
          >
            <Icon aria-hidden="true" className="size-4" />
            {/* Text, not aria-label, so that a search for the label "Password" finds only the field. */}
            <span className="sr-only">Show {label.toLowerCase()}</span>
          </button>
        ) : null}
      </div>
    </FieldFrame>
  );
}
