import { WifiOff } from 'lucide-react';

/** A quiet line. Trouble on the way is never a sign-out. */
export function Unreachable({ shown }: { shown: boolean }) {
  return (
    <div role="status" className="empty:hidden">
      {shown ? (
        <p className="flex items-center justify-center gap-2 border-line border-b bg-sunken px-4 py-1.5 text-center text-muted">
          <WifiOff aria-hidden="true" className="size-4 shrink-0" />
          Can't reach the server. You are still signed in.
        </p>
      ) : null}
    </div>
  );
}
