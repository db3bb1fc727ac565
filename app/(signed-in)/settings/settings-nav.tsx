'use client';

import { usePathname } from 'next/navigation';
import { PageLink } from '@/app/ui/page-link';

export interface SettingsNavProps {
  /** The navigation's accessible name. */
  label?: string;
  items: readonly { href: string; label: string }[];
}

/** A rail at the left, or tabs that scroll sideways on a phone. */
export function SettingsNav({ label = 'Settings', items }: SettingsNavProps) {
  const path = usePathname();
  return (
    <nav
      aria-label={label}
      className="-mx-4 min-w-0 overflow-x-auto border-line border-b px-4 md:mx-0 md:overflow-visible md:border-b-0 md:px-0"
    >
      <ul className="flex gap-1 md:flex-col md:gap-0.5">
        {items.map((item) => (
          <li key={item.href} className="shrink-0">
            <PageLink
              href={item.href}
              aria-current={path === item.href || path.startsWith(`${item.href}/`) ? 'page' : undefined}
              className="flex min-h-9 items-center whitespace-nowrap border-transparent border-b-2 px-2.5 text-muted -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink md:min-h-8 md:rounded-md md:border-b-0 md:hover:bg-hover md:aria-[current=page]:bg-hover"
            >
              {item.label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
