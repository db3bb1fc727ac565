/** What the staff console says of an account, a mail and a deed. Pure. */

import type { AccountState } from '../account/state';
import type { Role } from '../config/policy';
import type { MailState } from '../mail/sent';
import { waitWords } from '../time';

export const stateWords: Record<AccountState, string> = {
  open: 'Open',
  unconfirmed: 'Address not confirmed',
  reset_required: 'New password required',
  disabled: 'Disabled',
  leaving: 'About to be deleted',
};

export const roleWords: Record<Role, string> = {
  member: 'Member',
  support: 'Support',
  administrator: 'Administrator',
};

export const mailStateWords: Record<MailState, string> = {
  sent: 'sent',
  dropped: 'not sent',
  waiting: 'waiting to be sent',
};

/** What has to be typed before everyone is signed out. */
export const everyonePhrase = 'SIGN EVERYONE OUT';

export const shortestReason = 10;
export const longestReason = 500;

export const reasonHint =
  'Kept in the audit trail, where staff can read it. Write what the person could read, too.';

export const tooManyLooks = (seconds = 60) =>
  `You've looked at many accounts in a short time, so the console is closed to you for ${waitWords(seconds)}. This was logged.`;

const number = (n: number) => n.toLocaleString('en');

export const peopleWords = (n: number) => `${number(n)} ${n === 1 ? 'person' : 'people'}`;
export const sessionsWords = (n: number) => `${number(n)} ${n === 1 ? 'session' : 'sessions'}`;
