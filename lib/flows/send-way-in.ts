/** The mail that leads into an account which its password does not open: confirm the address, or choose another password. */

import type { Executor } from '../../db/client';
import type { Account } from '../account/store';
import { sha256 } from '../crypto';
import { queueMail } from '../mail/outbox';
import { spend } from '../rate-limit/limits';
import type { AnonymousContext } from './context';
import { mailOrigin } from './mail-origin';

/** One key for each address, known or not; it names nobody. */
export const mailKey = (email: string) => sha256(`mail:${email}`).toString('hex');

/** As often as an address may be written to (ASVS 2.4.1), and silently not more often. */
export async function sendWayIn(ctx: AnonymousContext, account: Account): Promise<void> {
  const [kind, limit] = account.emailVerifiedAt
    ? (['reset_password', 'reset_to_address'] as const)
    : (['confirm_email_again', 'mail_to_address'] as const);
  const spent = await spend(ctx, limit, mailKey(account.email));
  if (!spent.ok) return;
  await queueByAddress(ctx, ctx.db, kind, account.email);
}

/** Whether there is such an account is found out when the mail is sent: the answer takes as long for every address (ASVS 6.3.8). */
export const queueByAddress = (
  ctx: AnonymousContext,
  db: Executor,
  kind: 'reset_password' | 'confirm_email_again',
  recipient: string,
): Promise<void> => queueMail(db, { kind, recipient, facts: mailOrigin(ctx) });
