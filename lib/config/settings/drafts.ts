/** The numbers for what is typed and not sent yet. Pure. */

import { count, duration, type Setting } from './setting';

export const draftsSettings = {
  draftSavesPerMinute: count(
    'DRAFT_SAVES_PER_MINUTE',
    '60',
    'Draft saves per person and minute',
    'ASVS 2.4.1',
  ),
  draftLimit: count('DRAFT_LIMIT', '20', 'Drafts kept per person', 'Beyond it the oldest one goes'),
  draftRetention: duration(
    'DRAFT_RETENTION',
    '30d',
    'Drafts are kept for',
    'Nobody comes back to an older one',
  ),
} as const satisfies Record<string, Setting>;
