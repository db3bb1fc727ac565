import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'children'> {
  label: ReactNode;
  name: string;
  hint?: ReactNode;
}

/** The browser's own checkbox in our accent; the whole line is its target. */
export function Checkbox({ label, hint, id, className, ...input }: CheckboxProps) {
  const own = useId();
  const control = id ?? own;
  return (
    <div className={classNames('w-full', className)}>
      <label htmlFor={control} className="flex min-h-6 cursor-pointer items-start gap-2">
        <input
          {...input}
          id={control}
          type="checkbox"
          aria-describedby={hint ? `${control}-hint` : undefined}
          className="m-0.5 size-4 shrink-0 accent-accent"
        />
        <span>{label}</span>
      </label>
      {hint ? (
        <p id={`${control}-hint`} className="ml-7 text-[0.8125rem] text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
