/** A member of staff begins to see an account as its person: a row and a cookie of their own, beside the session they have (docs/security.md C3). */

import { stateOf } from '../../account/state';
import { lockAccount } from '../../account/store';
import type { SupportConsent } from '../../config/support';
import { queueMail } from '../../mail/outbox';
import { ok, type Result, refused } from '../../result';
import { endVisitsBy, startVisit } from '../../session/visits';
import { spendGrant } from '../../support/store';
import { supportName } from '../../words/support';
import type { SignedInContext } from '../context';
import { record } from '../steps/record';
import { tellVisits } from '../steps/tell-visits';
import { type OperatorRefusal, withAccount } from './with-account';

type StartInput = { readonly userId: string; readonly grantId: string; readonly consent: SupportConsent };

/** Returns the secret for the cookie. Refused, there is no row. One at a time for each member of staff: another one ends. */
export async function startSupportVisit(
  ctx: SignedInContext,
  { userId, grantId, consent }: StartInput,
): Promise<
  Result<{ secret: string; sessionId: string }, OperatorRefusal | 'account_not_open' | 'no_consent'>
> {
  const by = { staff: ctx, why: 'support_access' };
  return withAccount(ctx, { userId, by }, 'support_access', async (tx, account) => {
    if (stateOf(account) !== 'open') return refused('account_not_open');
    // Of two starts at once the second one finds the first, and ends it.
    const staff = await lockAccount(tx, ctx.user.id);
    if (staff.assurance < 2) return refused('not_permitted');
    const grant = await spendGrant(tx, { id: grantId, userId, askedBy: staff.id });
    if (!grant?.level) return refused('no_consent');
    const { level, reason } = grant;
    await endVisitsBy(tx, staff.id, ctx.session.id);
    await tellVisits(ctx, tx);
    const name = supportName(ctx.user.name);
    const visit = await startVisit(tx, {
      userId,
      staffSessionId: ctx.session.id,
      grantId,
      level,
      reason,
      name,
    });
    await record(ctx, tx, {
      event: 'support_started',
      outcome: 'success',
      actorId: staff.id,
      userId,
      sessionId: visit.id,
      reason: level,
      data: { why: reason },
    });
    const facts = { staff: ctx.user.name, reason };
    if (consent === 'tell')
      await queueMail(tx, { kind: 'support_started', recipient: account.email, userId, facts });
    return ok({ secret: visit.secret, sessionId: visit.id });
  });
}
