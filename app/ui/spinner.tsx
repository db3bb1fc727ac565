import { classNames } from './class-names';

export interface SpinnerProps {
  /** Tells a screen reader what is loading; leave it out if text beside it says so. */
  label?: string;
  className?: string;
}

export function Spinner({ label, className }: SpinnerProps) {
  return (
    <>
      <svg
        viewBox="0 0 16 16"
        fill="none"
        aria-hidden="true"
        className={classNames('size-4 animate-spin', className)}
      >
        <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeWidth="1.75" opacity="0.3" />
        <path
          d="M14.25 8A6.25 6.25 0 0 0 8 1.75"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
        />
      </svg>
      {label ? <span className="sr-only">{label}</span> : null}
    </>
  );
}
