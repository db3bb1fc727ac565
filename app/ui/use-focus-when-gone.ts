'use client';

import { type RefObject, useLayoutEffect } from 'react';

/** A dialog that closes over it gives its focus back a little later, and the next page's heading comes later still. */
const mostFrames = 30;

/**
 * When this goes away with the focus in it, focus goes on to the next item of its list, or to the page's heading:
 * a person at the keyboard is not thrown back to the top of the document.
 */
export function useFocusWhenGone(item?: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const here = item?.current;
    return () => {
      const next = here?.nextElementSibling?.querySelector<HTMLElement>('button, a');
      let frames = mostFrames;
      const settle = () => {
        const place = next?.isConnected ? next : document.querySelector('h1');
        if (document.activeElement === document.body) place?.focus();
        if (frames-- > 0) requestAnimationFrame(settle);
      };
      requestAnimationFrame(settle);
    };
  }, [item]);
}
