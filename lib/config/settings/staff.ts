/** What staff may do in how much time. Pure. */

import { count, duration, type Setting } from './setting';

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
  supportVisitLength: duration(
    'SUPPORT_VISIT_LENGTH',
    '30m',
    'Support sees an account as its person for at most',
    'As long as the person was told; never more than 30 minutes',
  ),
  supportIdleTimeout: duration(
    'SUPPORT_IDLE_TIMEOUT',
    '10m',
    'Idle timeout of such a visit',
    'A visit that nobody uses is over',
  ),
  supportConsentLifetime: duration(
    'SUPPORT_CONSENT_LIFETIME',
    '24h',
    "A person's consent to a visit lasts",
    'Never more than 72 hours, and one visit alone',
  ),
  supportAskLifetime: duration(
    'SUPPORT_ASK_LIFETIME',
    '72h',
    'A question for consent waits',
    'Never more than 72 hours; after it support has to ask again',
  ),
} as const satisfies Record<string, Setting>;
