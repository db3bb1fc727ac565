/** Marks a fault of the database where it is seen first, for those who get to know only that a page broke. */

import { bareFault } from '../../observe/log';
import { unavailableDigest } from '../../words/unavailable';
import { markResponse } from '../server/node-request';
import { storeTrouble } from './store-fault';

/**
 * Returns what to throw on. A page that breaks over it answers with 503 (lib/web/server/node-request.ts), and the browser learns
 * from the digest, all that Next tells it of an error, which page to show.
 */
export function seeStoreFault(fault: unknown, requestId: string | undefined): unknown {
  const trouble = storeTrouble(fault);
  if (!trouble) return fault;
  if (requestId) markResponse(requestId, trouble);
  const bare = bareFault(fault);
  if (bare instanceof Error && !('digest' in bare))
    Object.assign(bare, { digest: unavailableDigest[trouble] });
  return bare;
}
