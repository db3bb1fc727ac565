import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { controlStyle, describedBy, type FieldError, FieldFrame } from './field-frame';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'children'> {
  label: ReactNode;
  name: string;
  hint?: ReactNode;
  error?: FieldError;
  /** For the control itself; `className` goes to the frame. */
  inputClassName?: string;
}

/** One line of text with its label, hint and error. Pass `defaultValue`; no JavaScript is needed. */
export function Field({ label, hint, error, id, className, inputClassName, ...input }: FieldProps) {
  const own = useId();
  const control = id ?? own;
  return (
    <FieldFrame id={control} label={label} hint={hint} error={error} className={className}>
      <input
        type="text"
        {...input}
        {...describedBy(control, hint, error)}
        id={control}
        className={classNames(controlStyle, 'min-h-9', inputClassName)}
      />
    </FieldFrame>
  );
}
