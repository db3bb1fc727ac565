'use client';

import NextLink from 'next/link';
import { type ComponentProps, useState } from 'react';

type PageLinkProps = Omit<ComponentProps<typeof NextLink>, 'prefetch'>;

/**
 * Fetches the page ahead when someone points at the link, not when the link is merely seen: each fetch checks the session
 * again, and a page with a dozen links would do so two dozen times (docs/security.md F20).
 */
export function PageLink({ onMouseEnter, onTouchStart, onFocus, ...rest }: PageLinkProps) {
  const [wanted, setWanted] = useState(false);
  const wanting =
    <Event,>(heard?: (event: Event) => void) =>
    (event: Event) => {
      setWanted(true);
      heard?.(event);
    };
  return (
    <NextLink
      {...rest}
      prefetch={wanted ? null : false}
      onMouseEnter={wanting(onMouseEnter)}
      onTouchStart={wanting(onTouchStart)}
      onFocus={wanting(onFocus)}
    />
  );
}
