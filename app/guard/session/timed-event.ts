/** What the machine is told, when by a clock that no one can set, and how the server is asked. */

import type { GuardEvent } from '@/lib/session/countdown';
import type { Heard } from './ask-server';

/** Seconds of a clock that no one can set. */
export const monotonic = () => performance.now() / 1000;

export type Timed = { event: GuardEvent; at: number };

export type Ask = (kind: 'look' | 'touch') => Promise<Heard>;
