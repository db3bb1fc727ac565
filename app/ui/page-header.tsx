import type { ReactNode } from 'react';
import { PageLink } from './page-link';

export interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Where this page belongs, as a link above the title. */
  back?: { href: string; label: string };
  actions?: ReactNode;
}

/** The page's only h1. */
export function PageHeader({ title, description, back, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
      <div className="min-w-0">
        {back ? (
          <PageLink
            href={back.href}
            className="mb-1 inline-flex min-h-6 items-center text-muted hover:text-ink hover:underline"
          >
            <span aria-hidden="true">←&nbsp;</span>
            {back.label}
          </PageLink>
        ) : null}
        {/* Takes the focus when what held it is gone. */}
        <h1 tabIndex={-1} className="font-semibold text-xl leading-7 tracking-tight">
          {title}
        </h1>
        {description ? <p className="mt-1 max-w-prose text-muted">{description}</p> : null}
      </div>
      {actions ? <div className="flex shrink-0 flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}
