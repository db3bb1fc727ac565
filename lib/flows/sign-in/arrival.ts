/** What a browser brings to any way of signing in. */

import type { DeviceEvidence } from '../../device';
import type { Caller } from '../context';

export type Arrival = {
  /** "Keep me signed in". */
  readonly remember: boolean;
  /** A hint for the name of the device. */
  readonly evidence?: DeviceEvidence;
  /** The live session that the browser's cookie opened until now. */
  readonly carried?: Caller;
  /** The browser, by the hash of what its own cookie holds. */
  readonly deviceHash?: Buffer;
};

/** At the second of two steps: whether to remember was said at the first, and the server kept it. */
export type LaterArrival = Omit<Arrival, 'remember'>;
