import { classNames } from './class-names';

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'ghost';
export type ButtonSize = 'sm' | 'md' | 'lg';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border-line bg-surface text-ink hover:bg-hover',
  danger: 'border-transparent bg-danger text-on-accent hover:bg-danger-hover',
  ghost: 'border-transparent bg-transparent text-ink hover:bg-hover',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'min-h-7 whitespace-nowrap px-2.5 text-[0.8125rem] leading-4',
  md: 'min-h-9 px-3.5 text-sm',
  lg: 'min-h-11 px-5 text-base',
};

export interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Takes the whole width. */
  wide?: boolean;
}

/** The look of a button, for buttons and for links that look like one. */
export function buttonStyle({ variant = 'secondary', size = 'md', wide = false }: ButtonLook): string {
  return classNames(
    'relative inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-lg border py-1 text-center font-medium no-underline transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-default',
    variants[variant],
    sizes[size],
    wide && 'w-full',
  );
}
