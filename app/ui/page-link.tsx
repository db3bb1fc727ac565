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
  return (
    <NextLink
      {...rest}
      prefetch={wanted ? null : false}
      onMouseEnter={(event) => {
        setWanted(true);
        onMouseEnter?.(event);
      }}
      onTouchStart={(event) => {
        setWanted(true);
        onTouchStart?.(event);
      }}
      onFocus={(event) => {
        setWanted(true);
        onFocus?.(event);
      }}
    />
  );
}
