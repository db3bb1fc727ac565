import type { ReactNode } from 'react';
import { Brand } from './brand';
import { MainNav, type NavItem } from './main-nav';

export interface SiteHeaderProps {
  /** Where the brand leads. */
  home?: string;
  /** Beside the brand. */
  nav?: readonly NavItem[];
  /** At the right: links to sign in, or the account menu. */
  children?: ReactNode;
}

/** The bar at the top, on public and on signed-in pages. */
export function SiteHeader({ home = '/', nav = [], children }: SiteHeaderProps) {
  return (
    <header className="border-line border-b bg-surface">
      <div className="mx-auto flex min-h-14 max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 sm:px-6">
        <Brand href={home} />
        {nav.length > 0 ? <MainNav items={nav} /> : null}
        <div className="ml-auto flex items-center gap-2">{children}</div>
      </div>
    </header>
  );
}
