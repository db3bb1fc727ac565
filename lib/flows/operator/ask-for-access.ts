/** A member of staff asks to see an account as its person, who is told at once and decides (docs/security.md F-10). */

import { stateOf } from '../../account/state';
import type { SupportConsent } from '../../config/support';
import { queueMail } from '../../mail/outbox';
import { ok, type Result, refused } from '../../result';
import { grantAsk, insertAsk } from '../../support/store';
import type { SignedInContext } from '../context';
import { record } from '../steps/record';
import { type OperatorRefusal, withAccount } from './with-account';

type AskInput = {
  readonly userId: string;
  readonly reason: string;
  readonly ticket?: string | undefined;
  /** `tell`: the operator of the product has decided that support may look without being allowed to; never more than look. */
  readonly consent: SupportConsent;
};

export async function askForAccess(
  ctx: SignedInContext,
  { userId, reason, ticket, consent }: AskInput,
): Promise<Result<{ grantId: string }, OperatorRefusal | 'account_not_open' | 'already_asked'>> {
  const by = { staff: ctx, why: reason };
  return withAccount(ctx, { userId, by }, 'support_access', async (tx, account) => {
    if (stateOf(account) !== 'open') return refused('account_not_open');
    const { supportAskLifetime, supportConsentLifetime } = ctx.policy;
    const ask = await insertAsk(tx, { userId, askedBy: ctx.user.id, reason, ticket }, supportAskLifetime);
    if (!ask) return refused('already_asked');
    if (consent === 'tell') await grantAsk(tx, { id: ask.id, userId }, 'view', supportConsentLifetime);
    await record(ctx, tx, {
      event: 'support_asked',
      outcome: 'success',
      actorId: ctx.user.id,
      userId,
      sessionId: ctx.session.id,
      reason: consent,
      data: { why: reason, ...(ticket ? { ticket } : {}) },
    });
    const facts = { staff: ctx.user.name, reason, ...(ticket ? { ticket } : {}) };
    const kind = consent === 'tell' ? 'support_told' : 'support_asked';
    await queueMail(tx, { kind, recipient: account.email, userId, facts });
    return ok({ grantId: ask.id });
  });
}
