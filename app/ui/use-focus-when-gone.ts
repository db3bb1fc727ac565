'use client';

import { type RefObject, useLayoutEffect } from 'react';

/**
 * When this goes away with the focus in it, focus goes on to the next item of its list, or to the page's heading:
 * a person at the keyboard is not thrown back to the top of the document.
 */
export function useFocusWhenGone(item?: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const here = item?.current;
    return () => {
      const next = here?.nextElementSibling?.querySelector<HTMLElement>('button, a');
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const place = next?.isConnected ? next : document.querySelector('h1');
        place?.focus();
      });
    };
  }, [item]);
}
