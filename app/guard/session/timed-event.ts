/** What the state machine hears and when, by a clock that nobody can set, and how the server is asked. */

import type { GuardEvent } from '@/lib/session/countdown';
import type { Heard } from './ask-server';

/** Seconds, by a clock that nobody can set. */
export const monotonic = () => performance.now() / 1000;

export type Timed = { event: GuardEvent; at: number };

export type Ask = (kind: 'look' | 'touch') => Promise<Heard>;
