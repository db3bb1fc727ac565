'use client';

import { useState } from 'react';
import { Field, type FieldProps } from '@/app/ui/field';
import { typedEmail } from './typed-email';

/**
 * An account's address, as password managers know it. What was typed into one form appears in the next one, too, on the way to
 * an account.
 */
export function EmailField({ defaultValue, onInput, ...props }: Partial<FieldProps>) {
  const [carried] = useState(typedEmail.get);
  return (
    <Field
      label="Email"
      name="email"
      type="email"
      autoComplete="username"
      required
      {...props}
      defaultValue={defaultValue ?? carried}
      onInput={(event) => {
        typedEmail.set(event.currentTarget.value);
        onInput?.(event);
      }}
    />
  );
}
