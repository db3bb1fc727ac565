'use client';

import type { ComponentProps, MouseEvent } from 'react';
import { useFormStatus } from 'react-dom';
import { type ButtonLook, buttonStyle } from './button-style';
import { classNames } from './class-names';
import { Spinner } from './spinner';

export interface ButtonProps extends ButtonLook, ComponentProps<'button'> {
  /** The work it started is under way: shows a spinner, keeps its width, and does nothing when pressed. */
  pending?: boolean;
  /** Takes the label's place while pending, for example "Signing in…". */
  pendingLabel?: string;
}

// The wider of the two labels sets the width, so that nothing moves when they swap.
const roomForPendingLabel =
  'after:invisible after:block after:h-0 after:overflow-hidden after:whitespace-nowrap after:pl-6 after:content-[attr(data-pending-label)]';

/** `type="button"` by default. Stays focusable while pending, so focus is never lost. */
export function Button({
  variant,
  size,
  wide,
  pending,
  pendingLabel,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    // Without this, a second press, or Enter in a field, submits the form twice.
    if (pending) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-disabled={pending || rest['aria-disabled']}
      aria-busy={pending || undefined}
      className={classNames(buttonStyle({ variant, size, wide }), className)}
    >
      <span
        data-pending-label={pendingLabel}
        aria-hidden={pending && pendingLabel ? true : undefined}
        className={classNames(
          'inline-grid justify-items-center',
          pendingLabel && roomForPendingLabel,
          pending && 'opacity-0',
        )}
      >
        <span className="inline-flex items-center justify-center gap-2">{children}</span>
      </span>
      {pending ? (
        <span className="absolute inset-0 inline-flex items-center justify-center gap-2">
          <Spinner />
          {pendingLabel ? <span>{pendingLabel}</span> : <span className="sr-only">, please wait</span>}
        </span>
      ) : null}
    </button>
  );
}

export type SubmitButtonProps = Omit<ButtonProps, 'type'>;

/** Submits its form and is pending with it. Pass `pending` if the form's own state knows better. */
export function SubmitButton({ variant = 'primary', pending, ...rest }: SubmitButtonProps) {
  const form = useFormStatus();
  return <Button {...rest} variant={variant} type="submit" pending={pending ?? form.pending} />;
}
