/** What an operator may set, with its default and its reason. The docs, `.env.example` and the help page print it. Pure. */

import { accountSettings } from './account';
import { draftsSettings } from './drafts';
import { factorsSettings } from './factors';
import { retentionSettings } from './retention';
import { sessionSettings } from './session';
import type { Setting } from './setting';
import { signInSettings } from './sign-in';

/** By meaning, in the order in which the documentation lists them. */
export const settingGroups = {
  Sessions: sessionSettings,
  'Signing in': signInSettings,
  'Second factors': factorsSettings,
  Accounts: accountSettings,
  Drafts: draftsSettings,
  Retention: retentionSettings,
} as const satisfies Record<string, Record<string, Setting>>;

export const settings = {
  ...sessionSettings,
  ...signInSettings,
  ...factorsSettings,
  ...accountSettings,
  ...draftsSettings,
  ...retentionSettings,
} as const satisfies Record<string, Setting>;
