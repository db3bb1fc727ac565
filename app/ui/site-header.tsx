import Link from 'next/link';
import type { ReactNode } from 'react';
import { Brand } from './brand';

export interface SiteHeaderProps {
  /** Where the brand leads. */
  home?: string;
  /** Beside the brand; the page it stands on is not marked. */
  nav?: readonly { href: string; label: string }[];
  /** At the right: links to sign in, or the account menu. */
  children?: ReactNode;
}

/** The bar at the top, on public and on signed-in pages. */
export function SiteHeader({ home = '/', nav = [], children }: SiteHeaderProps) {
  return (
    <header className="border-line border-b bg-surface">
      <div className="mx-auto flex min-h-14 max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 sm:px-6">
        <Brand href={home} />
        {nav.length > 0 ? (
          <nav
            aria-label="Main"
            className="order-last -mx-2 flex w-full flex-wrap gap-1 sm:order-none sm:mx-0 sm:w-auto"
          >
            {nav.map((item) => (
              <Link
                key={item.href}
                href={item.href}
                className="inline-flex min-h-8 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-ink"
              >
                {item.label}
              </Link>
            ))}
          </nav>
        ) : null}
        <div className="ml-auto flex items-center gap-2">{children}</div>
      </div>
    </header>
  );
}
