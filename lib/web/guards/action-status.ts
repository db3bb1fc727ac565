/** The HTTP status of what an action answers. Pure. */

import type { ActionState } from './action-state';

/** What a form answers with words on the page is a page like any other; limits, conflicts and faults say so to machines, too. */
export function statusOfAction(state: ActionState<unknown>): number {
  if (state.absent) return 404;
  if (state.forbidden) return 403;
  if (state.retryAfterSeconds !== undefined) return 429;
  if (state.conflict) return 409;
  return state.status === 'signed_out' ? 401 : 200;
}
