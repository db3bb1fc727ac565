/** How far the request under way has come, so that what a stranger got wrong can be told from a fault of ours. */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** `arrived`: nobody of ours has seen it. `admitted`: the gate let it on. `acting`: an action of ours has its form. */
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
 * Whatever goes wrong between the gate and the action happens while Next reads what was sent: ids, arguments, the form.
 * Pages cannot be at fault yet, because a post that is no action is refused before.
 */
export const isReadingAction = (asked: RequestStage | undefined): boolean =>
  asked?.isAction === true && asked.stage === 'admitted';

/** The event that an error makes which comes from what a stranger did; undefined where the fault may be ours. */
export function strangersEvent(error: unknown): string | undefined {
  const asked = askedStorage().getStore();
  if (isReadingAction(asked)) return 'request_malformed';
  return hasLeft(error, asked) ? 'client_left' : undefined;
}

/** Node and React have a word each for a connection that was closed from the other side. */
function hasLeft(error: unknown, asked: RequestStage | undefined): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET') return true;
  const unsent = asked?.response.destroyed === true && !asked.response.writableFinished;
  return unsent && error.message === 'Connection closed.';
}
