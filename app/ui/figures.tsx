import type { ReactNode } from 'react';
import { PageLink } from './page-link';

/** A row of figures that share the width equally. */
export const Figures = ({ children }: { children: ReactNode }) => (
  <div className="grid auto-cols-fr grid-flow-col gap-2 sm:gap-4">{children}</div>
);

export interface FigureProps {
  href: string;
  label: string;
  /** A dash where it isn't known. */
  value: number | '–';
}

export function Figure({ href, label, value }: FigureProps) {
  return (
    <PageLink
      href={href}
      className="flex flex-col justify-between gap-1 rounded-lg border border-line bg-surface p-3 hover:border-edge sm:p-4"
    >
      <span className="text-muted">{label}</span>
      <span className="font-semibold text-2xl tabular-nums">{value}</span>
    </PageLink>
  );
}
