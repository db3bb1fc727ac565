import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** A sentence, or one with a link in it. */
export type FieldError = ReactNode;

export interface FieldFrameProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: FieldError;
  className?: string;
  /** Only screen readers get the label; everyone else sees from the surroundings what the control is for. */
  labelHidden?: boolean;
  children: ReactNode;
}

/** Links a control to its hint and its error; spread it on the control. */
export function describedBy(id: string, hint: ReactNode, error: FieldError) {
  const wrong = Boolean(error);
  const described = wrong ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return { 'aria-describedby': described, 'aria-invalid': wrong || undefined };
}

// 16 px on a phone: below that, iOS zooms into the field and leaves the page zoomed.
export const controlStyle =
  'block w-full rounded-lg border border-edge bg-surface px-3 py-1.5 text-base text-ink aria-invalid:border-danger disabled:opacity-60 read-only:bg-sunken sm:text-sm';

/** Label above, and below it the hint or the error. The error's live region is always there, so that the error is read out. */
export function FieldFrame({ id, label, hint, error, className, labelHidden, children }: FieldFrameProps) {
  return (
    <div className={classNames('w-full', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'mb-1.5 inline-block font-medium'}>
        {label}
      </label>
      {children}
      {hint && !error ? (
        <p id={`${id}-hint`} className="mt-1.5 text-[0.8125rem] text-muted">
          {hint}
        </p>
      ) : null}
      <div aria-live="polite">
        {error ? (
          <p id={`${id}-error`} className="mt-1.5 flex gap-1.5 text-[0.8125rem] text-danger-ink">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            <span>{error}</span>
          </p>
        ) : null}
      </div>
    </div>
  );
}
