import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';

export interface SectionProps {
  title: ReactNode;
  description?: ReactNode;
  /** Beside the heading. */
  actions?: ReactNode;
  id?: string;
  className?: string;
  /** False if its only field has the same name: a search would find both, and a screen reader would say it twice. */
  region?: boolean;
  children?: ReactNode;
}

/** A part of a settings page, named by its heading. */
export function Section({
  title,
  description,
  actions,
  id,
  className,
  region = true,
  children,
}: SectionProps) {
  const heading = useId();
  return (
    <section
      id={id}
      aria-labelledby={region ? heading : undefined}
      className={classNames('mt-8 min-w-0 first:mt-0', className)}
    >
      {/* As high as a row with buttons, so that sections side by side line up. */}
      <div className="mb-3 flex min-h-7 items-center justify-between gap-x-4">
        <div className="min-w-0">
          <h2 id={heading} className="font-semibold text-base leading-6">
            {title}
          </h2>
          {description ? <p className="mt-0.5 max-w-prose text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex shrink-0 flex-wrap gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
