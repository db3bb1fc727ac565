/** What an operator may set, with defaults and reasons. The docs, `.env.example` and the help page print it. Pure. */

import { accountSettings } from './account';
import { draftsSettings } from './drafts';
import { factorsSettings } from './factors';
import { organizationSettings } from './organization';
import { retentionSettings } from './retention';
import { sessionSettings } from './session';
import type { Setting } from './setting';
import { signInSettings } from './sign-in';
import { staffSettings } from './staff';
import { tokenSettings } from './token';

/** Grouped by meaning, in the order of the documentation. */
export const settingGroups = {
  Sessions: sessionSettings,
  'Signing in': signInSettings,
  'Second factors': factorsSettings,
  Accounts: accountSettings,
  Drafts: draftsSettings, // only: drafts
  Organizations: organizationSettings,
  Staff: staffSettings,
  'Apps and keys': tokenSettings,
  Retention: retentionSettings,
} as const satisfies Record<string, Record<string, Setting>>;

export const settings = {
  ...sessionSettings,
  ...signInSettings,
  ...factorsSettings,
  ...accountSettings,
  ...draftsSettings, // only: drafts
  ...organizationSettings,
  ...staffSettings,
  ...tokenSettings,
  ...retentionSettings,
} as const satisfies Record<string, Setting>;
