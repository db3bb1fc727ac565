/**
 * Requests that Next makes to this very server: for the page that an action redirects to, or for an action that belongs to
 * another page. They copy the headers of the request behind them, including our stamps, so a mark that nobody else knows tells
 * them from requests over the network.
 */

import type { IncomingHttpHeaders } from 'node:http';
import { sameMac } from '../../crypto';
import { newSecret } from '../../secret';

const markHeader = 'x-own-mark';

type Slot = { [markSlot]?: string };
const markSlot = Symbol.for('app.mark');

/** One per process: in development the watch on requests may be loaded more than once. */
function mark(): string {
  const holder = globalThis as Slot;
  holder[markSlot] ??= newSecret();
  return holder[markSlot];
}

/** True for a copy of a request that we marked. */
export function isOwnRequest(headers: IncomingHttpHeaders): boolean {
  const shown = headers[markHeader];
  return typeof shown === 'string' && sameMac(shown, mark());
}

export function markRequest(headers: IncomingHttpHeaders): void {
  headers[markHeader] = mark();
}
