/** What an organization is called. Pure. */

import { nameField } from '../typed/name';

export const organizationName = nameField({ missing: 'Enter a name.', most: 100 });
