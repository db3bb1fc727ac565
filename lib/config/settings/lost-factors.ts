/** The numbers of the slow way back for who has lost every second factor. Pure. */

import { count, duration, type Setting } from './setting';

export const factorResetSettings = {
  factorResetWait: duration(
    'FACTOR_RESET_WAIT',
    '72h',
    'Taking off lost second factors waits for',
    'ASVS 6.4.4: slow and loud, so that whoever is robbed can stop it',
  ),
  factorResetReminderLead: duration(
    'FACTOR_RESET_REMINDER_LEAD',
    '24h',
    'Before the wait is over it is told once more by',
    'Whoever was away when it began may be back; at most half of the wait',
  ),
  factorResetLinkLifetime: duration(
    'FACTOR_RESET_LINK_LIFETIME',
    '24h',
    'After the wait, the link that takes them off works for',
    'NIST 800-63B-4 §4.2.1.2: at most 24 h',
  ),
  factorResetRequestsPerDay: count(
    'FACTOR_RESET_REQUESTS_PER_DAY',
    '3',
    'Such waits begun per account and day',
    'ASVS 2.4.1: each of them mails every address',
  ),
} as const satisfies Record<string, Setting>;
