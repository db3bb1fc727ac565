import type { ReactNode } from 'react';

/** A slim, polite line above the page: it stays in view and takes nothing away. */
export function WarningBar({
  icon,
  action,
  children,
}: {
  icon: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      role="status"
      aria-label="Session warning"
      className="sticky top-0 z-30 flex min-h-11 flex-wrap items-center justify-center gap-x-3 gap-y-1 border-warn-line border-b bg-warn-soft px-4 py-1.5 text-center text-ink"
    >
      <span className="inline-flex items-start gap-2 text-left">
        <span className="mt-0.5 text-warn-ink">{icon}</span>
        <span>{children}</span>
      </span>
      {action}
    </div>
  );
}
