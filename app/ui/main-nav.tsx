'use client';

import { usePathname } from 'next/navigation';
import { addressIn, slugIn } from '@/lib/organization/slug';
import { PageLink } from './page-link';

export interface NavItem {
  href: string;
  label: string;
  /** On a page of an organization, the link stays in that organization. Another tab may be in another one. */
  ofOrganization?: boolean;
}

export interface MainNavProps {
  items: readonly NavItem[];
}

/** Goes beside the brand and marks the section that the page belongs to. */
export function MainNav({ items }: MainNavProps) {
  const path = usePathname();
  const slug = slugIn(path);
  const hrefOf = ({ href, ofOrganization }: NavItem) =>
    ofOrganization && slug ? addressIn(slug, href) : href;
  const isAt = (href: string) => path === href || path.startsWith(`${href}/`);
  return (
    <nav
      aria-label="Main"
      className="order-last -mx-2 flex w-full flex-wrap gap-1 sm:order-none sm:mx-0 sm:w-auto"
    >
      {items.map((item) => (
        <PageLink
          key={item.href}
          href={hrefOf(item)}
          aria-current={isAt(hrefOf(item)) ? 'page' : undefined}
          className="inline-flex min-h-8 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {item.label}
        </PageLink>
      ))}
    </nav>
  );
}
