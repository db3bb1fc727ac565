/** Someone on the staff who sees another person's account is there in their own session, too; its person is not. */

import { limitsOf } from '../../config/policy';
import { touchSession } from '../../session/touch';
import type { AnonymousContext, Visit } from '../context';

export async function touchStaff(ctx: AnonymousContext, { staff }: Visit): Promise<void> {
  const limits = limitsOf(ctx.policy, { remembered: false, role: 'administrator' });
  await touchSession(ctx.db, { id: staff.sessionId, userId: staff.id }, limits);
}
