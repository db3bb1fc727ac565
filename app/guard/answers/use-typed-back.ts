'use client';

import { type RefObject, useEffect, useEffectEvent } from 'react';
import { useSessionGuard } from '../session/context';
import { bringBack, mount } from './typed-over-reload';

/** Fills the form again after a reload that the person asked for. `onKey`: it may have gone through under this key. */
export function useTypedBack(form: RefObject<HTMLFormElement | null>, onKey: (key: string) => void): void {
  const owner = useSessionGuard()?.userId;
  const sentUnder = useEffectEvent(onKey);
  useEffect(() => {
    if (!form.current) return;
    const back = bringBack(form.current, owner);
    if (back?.key) sentUnder(back.key);
    return mount(form.current);
  }, [form, owner]);
}
