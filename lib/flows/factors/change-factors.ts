/** What every change of the second factors has in common: the highest proof the account has, one at a time, and its consequences. */

import type { Transaction } from '../../../db/client';
import { type LockedAccount, lockAccount } from '../../account/store';
import type { AuditEventName } from '../../audit/events';
import type { ProviderName } from '../../config/providers';
import { completedBy, type SecondFactor } from '../../proof';
import { ok, type Result, refused } from '../../result';
import { hasNotEnded, provenWith, wasRotatedAway } from '../../session/store';
import { actor, inTransaction, needsProof, type SignedInContext } from '../context';
import type { AccountEvent } from '../steps/consequence-table';
import { applyConsequences } from '../steps/consequences';
import { record } from '../steps/record';

export type Where = {
  /** The hash of the session secret that the request came with. */
  readonly presented: Buffer;
  readonly deviceHash?: Buffer;
};

export type FactorsChanged<Value> = {
  /** The new session secret: the old one is dead. */
  readonly secret: string;
  readonly ended: number;
  readonly value: Value;
};

/** `proof_needed`: only the guard's word that it is fresh is not enough where the account itself is at stake (NIST 800-63B-4 §4.1.2.1). */
export type ChangeRefusal = 'proof_needed' | 'session_ended' | 'superseded';

type Change = {
  readonly event: Extract<AuditEventName & AccountEvent, string>;
  /** What was proven with this change itself. */
  readonly proven?: SecondFactor;
  /** Which account elsewhere it is about. */
  readonly provider?: ProviderName;
};

/** `deed` runs with the person's row held; what it refuses has no consequences. */
export async function changeFactors<Value, Reason extends string>(
  ctx: SignedInContext,
  { presented, deviceHash }: Where,
  { event, proven, provider }: Change,
  deed: (tx: Transaction, account: LockedAccount) => Promise<Result<Value, Reason>>,
): Promise<Result<FactorsChanged<Value>, Reason | ChangeRefusal>> {
  if (needsProof(ctx, 'recent')) return refused('proof_needed');
  return inTransaction(ctx, async (tx): Promise<Result<FactorsChanged<Value>, Reason | ChangeRefusal>> => {
    const account = await lockAccount(tx, ctx.user.id);
    if (!(await hasNotEnded(tx, ctx.session.id))) return refused('session_ended');
    if (account.assurance !== ctx.user.assurance || (await wasRotatedAway(tx, presented)))
      return refused('superseded');
    const done = await deed(tx, account);
    if (!done.ok) return done;
    const data = provider && { provider };
    await record(ctx, tx, { event, outcome: 'success', ...actor(ctx), data });
    const proof = proven && completedBy(await provenWith(tx, ctx.session.id), proven);
    const here = { ...ctx, presented, proof };
    const { secret, ended } = await applyConsequences(ctx, tx, {
      event,
      account,
      here,
      deviceHash,
      provider,
    });
    // Everything of this is taken back with it.
    if (secret === undefined) throw new Error('the session was lost while its factors were changed');
    return ok({ secret, ended, value: done.value });
  });
}
