/** Where this process's mail goes: to the SMTP server, to the development inbox, or nowhere yet. */

import { join } from 'node:path';
import { env } from '../config/env';
import { inboxTransport } from '../mail/inbox';
import { smtpTransport } from '../mail/smtp';
import type { MailTransport } from '../mail/transport';

/** Beside the embedded database, and like it not under version control. */
export const inboxFolder = () => join(process.cwd(), '.data', 'inbox');

/**
 * Undefined in production without a server to hand mail to. The inbox keeps links that open accounts, so a build leaves it out,
 * whatever it is told later: the comparison is made while building.
 */
export function transportOfProcess(): MailTransport | undefined {
  const { smtpUrl, mailFrom } = env();
  if (smtpUrl) return smtpTransport(smtpUrl, mailFrom);
  return process.env.NODE_ENV === 'development' ? inboxTransport(inboxFolder()) : undefined;
}
