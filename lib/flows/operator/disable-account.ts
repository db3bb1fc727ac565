/** Break-glass: an operator switches an account off and on again. Off, nothing opens it: no session, no password, no link. */

import { setDisabled } from '../../account/store';
import { queueMail } from '../../mail/outbox';
import { ok, type Result, refused } from '../../result';
import type { AnonymousContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import { record } from '../steps/record';
import { withAccount } from './sign-out-accounts';

/** `why` goes into the audit trail: no secrets, nothing about other people. */
export type DisableInput = { readonly email: string; readonly why?: string };

export async function disableAccount(
  ctx: AnonymousContext,
  input: DisableInput,
): Promise<Result<{ ended: number }, 'not_found' | 'already_disabled'>> {
  return withAccount(ctx, input.email, async (tx, account) => {
    if (!(await setDisabled(tx, account.id, true))) return refused('already_disabled');
    await record(ctx, tx, {
      event: 'user_disabled',
      outcome: 'success',
      userId: account.id,
      reason: 'operator',
      data: input.why ? { why: input.why } : {},
    });
    const { ended } = await applyConsequences(ctx, tx, { event: 'account_disabled', account });
    return ok({ ended });
  });
}

/** Sessions that ended stay ended: the person signs in again. */
export async function enableAccount(
  ctx: AnonymousContext,
  input: { email: string },
): Promise<Result<void, 'not_found' | 'not_disabled'>> {
  return withAccount(ctx, input.email, async (tx, { id, email }) => {
    if (!(await setDisabled(tx, id, false))) return refused('not_disabled');
    await record(ctx, tx, { event: 'user_enabled', outcome: 'success', userId: id, reason: 'operator' });
    await queueMail(tx, { kind: 'account_enabled', recipient: email, userId: id, facts: {} });
    return ok(undefined);
  });
}
