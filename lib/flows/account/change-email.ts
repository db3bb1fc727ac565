/** Changing the address of an account: pending until the new one confirms, told to the old one, and to be undone from there. */

import type { Transaction } from '../../../db/client';
import { addEmailChange, cancelPendingChanges, confirmChange, isReserved } from '../../account/email-changes';
import { isKept } from '../../account/state';
import { findAccount, lockAccount, setEmail } from '../../account/store';
import { queueMail } from '../../mail/outbox';
import { revokeTokens } from '../../one-time-token/store';
import { spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { hasNotEnded } from '../../session/store';
import { type AnonymousContext, actor, inTransaction, type SignedInContext } from '../context';
import { type Aftermath, applyConsequences } from '../steps/consequences';
import type { LinkRefusal } from '../steps/follow-link';
import { followLink } from '../steps/follow-link';
import { mailKey } from '../steps/keys';
import { mailOrigin } from '../steps/mail-origin';
import { record } from '../steps/record';
import type { Here } from '../steps/rotate-here';

/** The same answer whether or not someone has the new address; the guard asks for fresh proof (ASVS 7.5.1). */
export async function requestEmailChange(
  ctx: SignedInContext,
  input: { email: string },
): Promise<Result<void, 'same_address' | 'session_ended'>> {
  if (input.email === ctx.user.email) return refused('same_address');
  const mayWrite = (await spend(ctx, 'mail_to_address', mailKey(input.email))).ok;
  return inTransaction(ctx, async (tx) => {
    const account = await lockAccount(tx, ctx.user.id);
    if (!(await hasNotEnded(tx, ctx.session.id))) return refused('session_ended');
    const change = { userId: account.id, oldEmail: account.email, newEmail: input.email };
    const changeId = await addEmailChange(tx, change);
    await revokeTokens(tx, account.id, ['confirm_new_email']);
    await record(ctx, tx, { event: 'email_change_requested', outcome: 'success', ...actor(ctx) });
    if (mayWrite) await askNewAddress(ctx, tx, { ...change, changeId });
    await queueMail(tx, {
      kind: 'email_change_requested',
      recipient: account.email,
      userId: account.id,
      facts: { ...mailOrigin(ctx), changeId, newEmail: input.email },
    });
    return ok(undefined);
  });
}

async function askNewAddress(
  ctx: AnonymousContext,
  tx: Transaction,
  change: { userId: string; changeId: string; newEmail: string },
): Promise<void> {
  const { newEmail: recipient, changeId, userId } = change;
  const origin = mailOrigin(ctx);
  const taken = await isTaken(ctx, tx, recipient);
  await (taken
    ? queueMail(tx, { kind: 'new_email_taken', recipient, facts: origin })
    : queueMail(tx, {
        kind: 'confirm_new_email',
        recipient,
        userId,
        facts: { ...origin, changeId },
      }));
}

const isTaken = async (ctx: AnonymousContext, tx: Transaction, email: string): Promise<boolean> =>
  (await findAccount(tx, { email })) !== undefined || isReserved(tx, email, ctx.policy.emailChangeUndoPeriod);

/** The person thought better of it, before the new address confirmed. */
export async function cancelEmailChange(ctx: SignedInContext): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const given = await cancelPendingChanges(tx, ctx.user.id);
    await revokeTokens(tx, ctx.user.id, ['confirm_new_email']);
    if (given > 0)
      await record(ctx, tx, {
        event: 'email_change_undone',
        outcome: 'success',
        reason: 'cancelled',
        ...actor(ctx),
      });
  });
}

export type ConfirmedChange = Aftermath & { readonly email: string };

/**
 * The link to the new address. `here` is the session of the browser that confirms: if it is the person's own it goes on
 * under a new secret, every other one ends; a browser where nobody is signed in keeps none alive.
 */
export async function confirmNewEmail(
  ctx: AnonymousContext,
  input: { token: unknown; here?: Here; deviceHash?: Buffer },
): Promise<Result<ConfirmedChange, LinkRefusal>> {
  return inTransaction(ctx, async (tx) => {
    const of = { token: input.token, purpose: 'confirm_new_email' } as const;
    const followed = await followLink(ctx, tx, of, isKept);
    if (!followed) return refused('link_invalid');
    const { account, link } = followed;
    const change = link.subjectId ? await confirmChange(tx, link.subjectId) : undefined;
    if (!change || account.email !== change.oldEmail) return refused('link_invalid');
    if (!(await setEmail(tx, account.id, change.newEmail))) return refused('link_invalid');
    const here = input.here?.user.id === account.id ? input.here : undefined;
    await record(ctx, tx, {
      event: 'email_changed',
      outcome: 'success',
      actorId: account.id,
      userId: account.id,
      sessionId: here?.session.id,
    });
    const aftermath = await applyConsequences(ctx, tx, {
      event: 'email_changed',
      account: { ...account, email: change.newEmail },
      here,
      deviceHash: input.deviceHash,
      change,
    });
    return ok({ ...aftermath, email: change.newEmail });
  });
}
