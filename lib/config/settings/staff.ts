/** What staff may do in how much time. Pure. */

import { count, type Setting } from './setting';

export const staffSettings = {
  staffLooksPerMinute: count(
    'STAFF_LOOKS_PER_MINUTE',
    '30',
    'People that one member of staff may look at, per minute',
    'Help takes one account at a time; a copy of the list takes all',
  ),
  staffLooksPerDay: count(
    'STAFF_LOOKS_PER_DAY',
    '300',
    'People that one member of staff may look at, per day',
    'Beyond it the console refuses, and the log says who',
  ),
} as const satisfies Record<string, Setting>;
