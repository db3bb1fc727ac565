'use client';

import { type RefObject, useLayoutEffect } from 'react';

/** A dialog that closes over it returns its focus a little later, and the next page's heading comes later still. */
const mostFrames = 30;

type Place = RefObject<HTMLElement | null>;

/**
 * When this disappears with the focus in it, focus moves to the next item of its list, to what takes its place in `home`, or to
 * the page's heading. Otherwise a person at the keyboard would be back at the top of the document.
 */
export function useFocusWhenGone(item?: Place, home?: Place): void {
  useLayoutEffect(() => {
    const here = item?.current;
    return () => {
      const next = firstIn(here?.nextElementSibling);
      const place = () =>
        next?.isConnected ? next : (firstIn(home?.current) ?? document.querySelector<HTMLElement>('h1'));
      let frames = mostFrames;
      const settle = () => {
        // Development unmounts everything once, for practice.
        if (here?.isConnected) return;
        if (document.activeElement === document.body) place()?.focus();
        if (frames-- > 0) requestAnimationFrame(settle);
      };
      requestAnimationFrame(settle);
    };
  }, [item, home]);
}

const firstIn = (place: Element | null | undefined) => place?.querySelector<HTMLElement>('button, a');
