import type { ActionState } from '@/lib/web/action-state';
import { Note } from './note';

/** What an action says about the form as a whole; read out when it appears. */
export function FormMessage({ state }: { state: ActionState }) {
  const trouble = state.status !== 'idle' && state.status !== 'done';
  const message =
    state.message ??
    (state.status === 'signed_out' ? 'Your session has ended. Sign in to carry on.' : undefined);
  return (
    <div aria-live="polite" className="empty:hidden">
      {trouble && message ? (
        <Note tone={state.status === 'unavailable' || state.retryAfterSeconds ? 'warn' : 'danger'}>
          {message}
        </Note>
      ) : null}
    </div>
  );
}
