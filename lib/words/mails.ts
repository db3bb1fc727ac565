/** Every mail's subject, what it opens, and its words. A kind of mail that is missing here does not compile. Pure. */

import type { WrittenKind } from '../mail/kinds';
import type { WordsFor } from '../mail/letter';
import { accountMails } from './mails-account';
import { factorResetMails } from './mails-factor-reset';
import { factorMails } from './mails-factors';
import { keyMails } from './mails-keys';
import { organizationMails } from './mails-organization';
import { securityMails } from './mails-security';
import { supportMails } from './mails-support';
import { tokenMails } from './mails-tokens';

export const mailWords: WordsFor<WrittenKind> = {
  ...accountMails,
  ...securityMails,
  ...factorMails,
  ...factorResetMails,
  ...organizationMails,
  ...supportMails,
  ...tokenMails,
  ...keyMails,
};
