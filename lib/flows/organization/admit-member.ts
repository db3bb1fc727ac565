/** A person takes the place that an invitation offers them. */

import type { Transaction } from '../../../db/client';
import { answerInvitation, type OpenInvitation } from '../../invitation/store';
import { addSeat, countMembers, lockSeat } from '../../organization/store';
import type { AnonymousContext } from '../context';
import { record } from '../steps/record';

type Admission = {
  readonly invitation: OpenInvitation;
  readonly token: string;
  readonly userId: string;
  readonly sessionId?: string;
};

/**
 * Runs in the caller's transaction, after the address was proven. Uses the invitation up: of two at once one wins. Somebody who
 * belongs there already keeps their role.
 */
export async function admitMember(
  ctx: AnonymousContext,
  tx: Transaction,
  { invitation, token, userId, sessionId }: Admission,
): Promise<'link_invalid' | 'full' | undefined> {
  const { id, organizationId, role } = invitation;
  const seat = { organizationId, userId };
  const before = await lockSeat(tx, seat);
  if (!before && (await countMembers(tx, organizationId)) >= ctx.policy.organizationMembers) return 'full';
  const lifetime = ctx.policy.invitationLifetime;
  if (!(await answerInvitation(tx, token, { acceptedBy: userId }, lifetime))) return 'link_invalid';
  if (!before) await addSeat(tx, seat, role);
  await record(ctx, tx, {
    event: 'invitation_accepted',
    outcome: 'success',
    actorId: userId,
    userId,
    ...(sessionId && { sessionId }),
    organizationId,
    data: { invitation: id, role: before ?? role, ...(before && { already: true }) },
  });
  return undefined;
}
