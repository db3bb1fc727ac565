/** When a delivery that failed is tried again, and when it is given up. Pure. */

import { days, hours, minutes, type Seconds, seconds } from '../time';

/** After the first try, the second, and so on; about 21 hours in all. */
export const pausesBetweenTries: readonly Seconds[] = [
  ...[seconds(5), minutes(1), minutes(5), minutes(30)],
  ...[hours(2), hours(6), hours(12)],
];

/** Undefined where that was the last try. */
export const pauseAfter = (tries: number): Seconds | undefined => pausesBetweenTries[tries - 1];

/** What still waits then was forgotten, or webhooks were off: nobody expects it any more. */
export const longestWait = days(2);
