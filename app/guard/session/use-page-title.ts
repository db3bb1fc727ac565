import { useEffect } from 'react';
import { product } from '@/lib/config/product';
import type { GuardView } from '@/lib/session/countdown';
import { countdownText } from '@/lib/time';

/** A background tab shows nothing but its title, so it counts down there, and names nothing once locked. */
export function usePageTitle(view: GuardView): void {
  const { text, always } = titleOf(view) ?? {};
  useEffect(() => {
    const own = document.title;
    // A page that has just arrived has no title yet: setting one would add an element that stays in front of the page's own.
    if (!text || !own) return;
    const show = () => {
      document.title = always || document.visibilityState === 'hidden' ? text : own;
    };
    show();
    document.addEventListener('visibilitychange', show);
    return () => {
      document.removeEventListener('visibilitychange', show);
      document.title = own;
    };
  }, [text, always]);
}

function titleOf(view: GuardView): { text: string; always: boolean } | undefined {
  if (view.kind === 'locked' || view.kind === 'taken')
    return { text: `Signed out · ${product.name}`, always: true };
  if (view.kind === 'put_away') return { text: `Confirm it's you · ${product.name}`, always: true };
  if (view.kind === 'asking' || view.kind === 'seat_changed') return { text: product.name, always: true };
  if ('secondsLeft' in view)
    return { text: `${countdownText(view.secondsLeft)} Are you still there?`, always: false };
  return undefined;
}
