/** What a person is called by. Pure. */

import { nameField } from '../typed/name';

export const longestName = 100;

/** One line, since it stands in mails and lists. */
export const nameSchema = nameField({ missing: 'Enter your name.', most: longestName });
