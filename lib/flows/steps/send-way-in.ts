/** The mail that leads into an account which its password does not open: confirm the address, or choose another password. */

import type { Executor } from '../../../db/client';
import { findSignUpOfPassword } from '../../account/sign-ups';
import type { Account } from '../../account/store';
import { queueMail } from '../../mail/outbox';
import { spend } from '../../rate-limit/limits';
import type { AnonymousContext } from '../context';
import { mailKey } from './keys';
import { mailOrigin } from './mail-origin';

/** As often as an address may be written to (ASVS 2.4.1), and silently not more often. */
export async function sendWayIn(ctx: AnonymousContext, account: Account): Promise<void> {
  const { email, emailVerifiedAt } = account;
  const spent = await spend(ctx, emailVerifiedAt ? 'reset_to_address' : 'mail_to_address', mailKey(email));
  if (!spent.ok) return;
  if (account.passwordResetRequiredAt)
    return queueMail(ctx.db, {
      kind: 'secure_account',
      recipient: email,
      userId: account.id,
      facts: mailOrigin(ctx),
    });
  if (emailVerifiedAt) return queueResetLink(ctx, ctx.db, email);
  const signUp = await findSignUpOfPassword(ctx.db, account);
  if (signUp) await queueConfirmation(ctx, { email, signUpId: signUp.id });
}

// Whether there is such an account, or such a try, is found out when the mail is sent: the answer takes as long for every
// address (ASVS 6.3.8).

export const queueResetLink = (ctx: AnonymousContext, db: Executor, recipient: string): Promise<void> =>
  queueMail(db, { kind: 'reset_password', recipient, facts: mailOrigin(ctx) });

export const queueConfirmation = (
  ctx: AnonymousContext,
  { email, signUpId }: { email: string; signUpId: string },
): Promise<void> =>
  queueMail(ctx.db, {
    kind: 'confirm_email_again',
    recipient: email,
    facts: { ...mailOrigin(ctx), signUpId },
  });
