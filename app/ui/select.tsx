import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { controlStyle, describedBy, type FieldError, FieldFrame } from './field-frame';

export interface SelectProps extends Omit<ComponentProps<'select'>, 'children'> {
  label: ReactNode;
  name: string;
  options: readonly { value: string; label: string }[];
  hint?: ReactNode;
  error?: FieldError;
  /** As high as a small button; only screen readers get the label. */
  small?: boolean;
}

/** The browser's own list, to choose one of a few. Pass `defaultValue`; no JavaScript is needed. */
export function Select({ label, options, hint, error, small, className, ...select }: SelectProps) {
  const control = useId();
  return (
    <FieldFrame
      id={control}
      label={label}
      hint={hint}
      error={error}
      className={className}
      labelHidden={small}
    >
      <select
        {...select}
        {...describedBy(control, hint, error)}
        id={control}
        className={classNames(controlStyle, small ? 'min-h-7 w-auto py-0.5 sm:text-[0.8125rem]' : 'min-h-9')}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
