/** The numbers of organizations. Pure. */

import { duration, type Setting } from './setting';

export const organizationSettings = {
  organizationDeletionGrace: duration(
    'ORGANIZATION_DELETION_GRACE',
    '7d',
    'A deleted organization can be brought back for',
    'Long enough to notice, also over a weekend',
  ),
} as const satisfies Record<string, Setting>;
