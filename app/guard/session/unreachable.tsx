import { WifiOff } from 'lucide-react';
import { type Trouble, troubles } from '@/lib/web/guards/answers';

/**
 * A quiet line. Trouble on the way is never a sign-out; until the server answers, nobody knows whether the session is alive.
 */
export function Unreachable({ trouble }: { trouble: Trouble | undefined }) {
  return (
    <div role="status" className="empty:hidden">
      {trouble ? (
        <p className="flex items-center justify-center gap-2 border-line border-b bg-sunken px-4 py-1.5 text-center text-muted">
          <WifiOff aria-hidden="true" className="size-4 shrink-0" />
          {troubles[trouble].sentence} This does not sign you out.
        </p>
      ) : null}
    </div>
  );
}
