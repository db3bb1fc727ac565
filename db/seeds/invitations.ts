/** One invitation that waits, one that has lapsed, and one that was declined. No mail was sent, so no link opens them. */

import { days, hours } from '../../lib/time';
import { ago } from '../ago';
import type { Transaction } from '../client';
import { invitations } from '../schema/invitations';

export async function addInvitations(
  tx: Transaction,
  organizationId: string,
  invitedBy: string,
): Promise<void> {
  const each = { organizationId, invitedBy };
  await tx.insert(invitations).values([
    { ...each, email: 'linus@example.com', role: 'member', createdAt: ago(hours(5)), sentAt: ago(hours(5)) },
    { ...each, email: 'margaret@example.com', role: 'admin', createdAt: ago(days(9)), sentAt: ago(days(9)) },
    {
      ...each,
      email: 'alan@example.com',
      role: 'member',
      createdAt: ago(days(4)),
      sentAt: ago(days(4)),
      declinedAt: ago(days(3)),
    },
  ]);
}
