import type { ReactNode } from 'react';
import { BrandMark } from './brand';

export interface PlainPageProps {
  title: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  /** Small print at the foot, such as an error id. */
  footnote?: ReactNode;
}

/** One message in the middle of an otherwise empty page. Brings the page's main and h1. */
export function PlainPage({ title, children, actions, footnote }: PlainPageProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-md grow flex-col items-start justify-center px-4 py-16"
    >
      <BrandMark className="size-8" />
      <h1 className="mt-6 font-semibold text-xl leading-7 tracking-tight">{title}</h1>
      <div className="mt-2 space-y-2 text-muted">{children}</div>
      {actions ? <div className="mt-6 flex flex-wrap gap-2">{actions}</div> : null}
      {footnote ? <p className="mt-6 text-[0.8125rem] text-muted">{footnote}</p> : null}
    </main>
  );
}
