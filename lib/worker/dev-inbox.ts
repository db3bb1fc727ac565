/** The mail of development for its pages. A production build has none: the comparison is made while building. */

import 'server-only';
import { type InboxMail, readInbox } from '../mail/inbox';
import { normaliseEmail } from '../typed/email';
import { inboxFolder } from './transport';

/** Undefined where there is no such inbox; else newest first. */
export async function devInbox(to?: string): Promise<InboxMail[] | undefined> {
  return process.env.NODE_ENV === 'development'
    ? readInbox(inboxFolder(), to && normaliseEmail(to))
    : undefined;
}
