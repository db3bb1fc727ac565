import type { ReactNode } from 'react';
import { Brand } from './brand';
import { SiteFooter } from './site-footer';

export interface AuthShellProps {
  title: ReactNode;
  description?: ReactNode;
  /** Above the card: the note that says why the last session ended. */
  note?: ReactNode;
  children: ReactNode;
  /** Below the card: links to the other pages. */
  footer?: ReactNode;
}

/** One narrow column for sign-in, sign-up and the pages around them. Brings the page's main and h1. */
export function AuthShell({ title, description, note, children, footer }: AuthShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-[26rem] grow flex-col px-4 py-10 sm:py-16"
      >
        <div className="mb-6">
          <Brand />
        </div>
        {note ? <div className="mb-4">{note}</div> : null}
        <div className="rounded-lg border border-line bg-surface p-5 sm:p-6">
          <h1 className="font-semibold text-lg leading-6 tracking-tight">{title}</h1>
          {description ? <p className="mt-1 text-muted">{description}</p> : null}
          <div className="mt-5">{children}</div>
        </div>
        {footer ? <div className="mt-4 px-1 text-muted">{footer}</div> : null}
      </main>
      <SiteFooter />
    </div>
  );
}
