import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { controlStyle, describedBy, type FieldError, FieldFrame } from './field-frame';

export interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'children'> {
  label: ReactNode;
  name: string;
  hint?: ReactNode;
  error?: FieldError;
}

/** Several lines of text, with the same frame as a Field. */
export function Textarea({ label, hint, error, id, className, ...area }: TextareaProps) {
  const own = useId();
  const control = id ?? own;
  return (
    <FieldFrame id={control} label={label} hint={hint} error={error} className={className}>
      <textarea
        rows={4}
        {...area}
        {...describedBy(control, hint, error)}
        id={control}
        className={classNames(controlStyle, 'field-sizing-content min-h-24 resize-y')}
      />
    </FieldFrame>
  );
}
