'use client';

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';

interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'danger';
}

const empty: readonly Toast[] = [];
let toasts = empty;
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const dismiss = (id: number) => change(toasts.filter((each) => each.id !== id));

/** Says that something is done. What needs an answer or must not be missed goes on the page instead. */
export function toast(text: string, { tone = 'good' }: Partial<Pick<Toast, 'tone'>> = {}) {
  lastId += 1;
  change([...toasts.slice(-2), { id: lastId, text, tone }]);
}

/**
 * Where toasts appear. Render it once, inside the veil, so that they go with their page. No library: sonner's own style element
 * has no nonce, so our CSP blocks it.
 */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => empty,
  );
  return (
    // No role: the pages' own status notes stay the only ones. Above the footer, whose controls stay in reach.
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-28 z-50 flex flex-col items-center gap-2 sm:bottom-20 sm:left-auto sm:items-end"
    >
      {shown.map((each) => (
        <ToastCard key={each.id} toast={each} />
      ))}
    </div>
  );
}

const secondsShown = 6;

/** Disappears by itself, but not while it is pointed at or holds focus (WCAG 2.2.1). */
function ToastCard({ toast: { id, text, tone } }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), secondsShown * 1000);
    return () => clearTimeout(timer);
  }, [held, id]);
  const Icon = tone === 'good' ? CircleCheck : CircleAlert;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-sm items-start gap-2.5 rounded-lg border border-line bg-surface py-2.5 pr-2 pl-3 shadow-pop"
    >
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-4 shrink-0 ${tone === 'good' ? 'text-good-ink' : 'text-danger-ink'}`}
      />
      <p className="grow">{text}</p>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismiss(id)}
        className="-my-0.5 inline-flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
    </div>
  );
}
