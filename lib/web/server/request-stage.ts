/** How far the current request has come, to tell a stranger's mistake from a fault of ours. */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** `arrived`: none of our code has seen it. `admitted`: the gate let it through. `acting`: an action of ours has its form. */
type Stage = 'arrived' | 'admitted' | 'acting';

export type RequestStage = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly isAction: boolean;
  stage: Stage;
};

type Slot = { [slot]?: AsyncLocalStorage<RequestStage> };
const slot = Symbol.for('app.asked');

/** Shared by the bundles of one process. */
export function askedStorage(): AsyncLocalStorage<RequestStage> {
  const holder = globalThis as Slot;
  holder[slot] ??= new AsyncLocalStorage();
  return holder[slot];
}

export function noteStage(stage: Stage): void {
  const asked = askedStorage().getStore();
  if (asked) asked.stage = stage;
}

/**
 * Anything that goes wrong between the gate and the action goes wrong while Next reads what was sent: ids, arguments, the form.
 * Pages cannot be at fault yet, because a post that is not an action is refused earlier.
 */
export const isReadingAction = (asked: RequestStage | undefined): boolean =>
  asked?.isAction === true && asked.stage === 'admitted';

/** The event to log for an error that a stranger caused; undefined if the fault may be ours. */
export function strangersEvent(error: unknown): string | undefined {
  const asked = askedStorage().getStore();
  if (isReadingAction(asked)) return 'request_malformed';
  return hasLeft(error, asked) ? 'client_left' : undefined;
}

/** Node and React each have their own word for a connection closed from the other side. */
function hasLeft(error: unknown, asked: RequestStage | undefined): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET') return true;
  const unsent = asked?.response.destroyed === true && !asked.response.writableFinished;
  return unsent && error.message === 'Connection closed.';
}
