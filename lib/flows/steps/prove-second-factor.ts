/** Whether a code is one of the person's: from the app or from the recovery sheet, at sign-in and at step-up, under one count. */

import type { Transaction } from '../../../db/client';
import { countFactorFailure, forgetFactorFailures } from '../../account/assurance';
import type { LockedAccount } from '../../account/store';
import type { SecondFactor } from '../../proof';
import { giveBack, spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { spendTotp } from '../../second-factor/authenticator';
import { recoveryCodesLeft, spendRecoveryCode } from '../../second-factor/recovery';
import type { FactorCode } from '../../typed/code';
import type { AnonymousContext } from '../context';
import { endEveryTrust } from './end-every-trust';
import { mailOrigin } from './mail-origin';
import { record } from './record';
import { recordLimit } from './record-limit';
import { notLost } from './stop-factor-reset';
import { tellEverywhere } from './tell-everywhere';

type CodeFactor = Exclude<SecondFactor, 'passkey'>;

export type FactorRefusal = 'wrong_code' | 'rate_limited';

/**
 * `alarming` every few wrong codes in a row, and with the last one that an hour has: by the account's own count, so that
 * starting over hides nothing (ASVS 6.6.3) and what nobody looked at sends no mail.
 */
export type CodeProof = Result<CodeFactor, FactorRefusal> & { readonly alarming?: boolean };

/**
 * Runs in the caller's transaction, with the person's row held: what is used up is used up with what it was used for, and a
 * refusal that is returned stays counted. The counts belong to the account, so a new challenge, another session or the
 * other kind of code begins no new one (docs/security.md K5).
 */
export async function proveSecondFactor(
  ctx: AnonymousContext,
  tx: Transaction,
  account: Pick<LockedAccount, 'id' | 'email'>,
  given: FactorCode,
): Promise<CodeProof> {
  const { id } = account;
  const counting = { db: tx, policy: ctx.policy };
  const spent = await spend(counting, 'second_factor', id);
  if (!spent.ok) {
    await recordLimit({ ...ctx, db: tx }, 'second_factor', id, { userId: id });
    return refused('rate_limited', spent.retryAfterSeconds);
  }
  const failuresBefore = await countFactorFailure(tx, id, ctx.policy.secondFactorFailuresUntilOff);
  const factor = await spendCode(tx, id, given, failuresBefore !== undefined);
  if (!factor) return rejected(ctx, tx, id, { failuresBefore, leftThisHour: spent.left });
  await giveBack(counting, 'second_factor', id);
  await forgetFactorFailures(tx, id);
  await notLost(ctx, tx, id);
  if (factor === 'recovery_code') await tellOfRecovery(ctx, tx, account);
  return ok(factor);
}

/** A recovery code cannot be guessed, so it also counts after too many wrong ones, and turns the app's codes on again. */
async function spendCode(
  tx: Transaction,
  userId: string,
  { kind, code }: FactorCode,
  guessable: boolean,
): Promise<CodeFactor | undefined> {
  if (kind === 'totp') return guessable && (await spendTotp(tx, userId, code)) ? kind : undefined;
  return (await spendRecoveryCode(tx, userId, code)) ? kind : undefined;
}

async function rejected(
  ctx: AnonymousContext,
  tx: Transaction,
  userId: string,
  { failuresBefore, leftThisHour }: { failuresBefore: number | undefined; leftThisHour: number },
): Promise<CodeProof> {
  const failuresInARow = failuresBefore === undefined ? undefined : failuresBefore + 1;
  await record(ctx, tx, {
    event: 'second_factor_fail',
    outcome: 'failure',
    userId,
    data: failuresInARow === undefined ? { codesOff: true } : { failuresInARow },
  });
  const again = failuresInARow !== undefined && failuresInARow % ctx.policy.pendingSignInTries === 0;
  return { ...refused('wrong_code'), alarming: again || leftThisHour === 0 };
}

/** Someone had to reach for the sheet: we say so, and no browser skips the code any longer (NIST 800-63B-4 §4.2.1). */
async function tellOfRecovery(
  ctx: AnonymousContext,
  tx: Transaction,
  account: Pick<LockedAccount, 'id' | 'email'>,
): Promise<void> {
  const { id } = account;
  const left = await recoveryCodesLeft(tx, id);
  await record(ctx, tx, {
    event: 'recovery_code_used',
    outcome: 'success',
    actorId: id,
    userId: id,
    data: { left },
  });
  await endEveryTrust(ctx, tx, { userId: id, actorId: id, reason: 'recovery_code_used' });
  const few = left <= ctx.policy.recoveryCodesFew ? 'yes' : 'no';
  const facts = { ...mailOrigin(ctx), left: String(left), few } as const;
  await tellEverywhere(ctx, tx, account, (to) => ({ kind: 'recovery_code_used', ...to, facts }));
}
