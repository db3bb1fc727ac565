/** An operator or an administrator switches an account off and on again. Off, nothing opens it: no session, no password, no link. */

import { setDisabled } from '../../account/store';
import { queueMail } from '../../mail/outbox';
import { ok, type Result, refused } from '../../result';
import type { AnonymousContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import { record } from '../steps/record';
import { type OperatorInput, type OperatorRefusal, saysWho, saysWhoTo, withAccount } from './with-account';

/** `why` goes into the audit trail: no secrets, nothing about other people. */
export async function disableAccount(
  ctx: AnonymousContext,
  input: OperatorInput & { readonly why?: string },
): Promise<Result<{ ended: number }, OperatorRefusal | 'already_disabled'>> {
  return withAccount(ctx, input, 'disable', async (tx, account) => {
    if (!(await setDisabled(tx, account.id, true))) return refused('already_disabled');
    await record(ctx, tx, { event: 'user_disabled', ...saysWho(input, account.id, input.why) });
    const { ended } = await applyConsequences(ctx, tx, {
      event: 'account_disabled',
      account,
      by: saysWhoTo(input),
    });
    return ok({ ended });
  });
}

/** Sessions that ended stay ended: the person signs in again. */
export async function enableAccount(
  ctx: AnonymousContext,
  input: OperatorInput,
): Promise<Result<void, OperatorRefusal | 'not_disabled'>> {
  return withAccount(ctx, input, 'enable', async (tx, { id, email }) => {
    if (!(await setDisabled(tx, id, false))) return refused('not_disabled');
    await record(ctx, tx, { event: 'user_enabled', ...saysWho(input, id) });
    await queueMail(tx, { kind: 'account_enabled', recipient: email, userId: id, facts: {} });
    return ok(undefined);
  });
}
