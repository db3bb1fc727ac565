'use client';

import { usePathname } from 'next/navigation';
import { PageLink } from './page-link';

export interface MainNavProps {
  items: readonly { href: string; label: string }[];
}

/** Goes beside the brand and marks the section that the page belongs to. */
export function MainNav({ items }: MainNavProps) {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="order-last -mx-2 flex w-full flex-wrap gap-1 sm:order-none sm:mx-0 sm:w-auto"
    >
      {items.map((item) => (
        <PageLink
          key={item.href}
          href={item.href}
          aria-current={path === item.href || path.startsWith(`${item.href}/`) ? 'page' : undefined}
          className="inline-flex min-h-8 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {item.label}
        </PageLink>
      ))}
    </nav>
  );
}
