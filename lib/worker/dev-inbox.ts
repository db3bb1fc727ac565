/** The development mail for its pages. A production build has none: the comparison is made while building. */

import 'server-only';
import { type InboxMail, readInbox } from '../mail/inbox';
import { normaliseEmail } from '../typed/email';
import { inboxFolder } from './transport';

/** Newest first. Undefined if there is no such inbox. */
export async function devInbox(to?: string): Promise<InboxMail[] | undefined> {
  return process.env.NODE_ENV === 'development'
    ? readInbox(inboxFolder(), to && normaliseEmail(to))
    : undefined;
}
