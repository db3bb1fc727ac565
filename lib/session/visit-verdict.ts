/** The rule that says whether support may still see an account as its person. Pure. */

import { isStaff, limitsOf, type Policy } from '../config/policy';
import { judge, type Verdict } from './verdict';
import type { FoundVisit } from './visit';

const over = (endedAt: Date): Verdict => ({ kind: 'ended', reason: 'support_ended', endedAt });

/**
 * Its own limits, and those of the session it was begun from; who began it is on the staff with a second factor, and who is
 * seen is not. A visit has no proof, however new it is.
 */
export function judgeVisit(found: FoundVisit, policy: Policy): Verdict {
  const own = judge(
    found,
    limitsOf(policy, { remembered: false, role: 'member', kind: 'support' }),
    found.now,
  );
  if (own.kind === 'ended') return own;
  const { staff } = found.visit;
  const { endedAt, overruledAt, remembered, signedInAt, lastActiveAt } = staff.session;
  const speaksAgainst = endedAt ?? overruledAt;
  if (speaksAgainst) return over(speaksAgainst);
  const times = { ...found, signedInAt, lastActiveAt };
  const parent = judge(times, limitsOf(policy, { remembered, role: staff.role }), found.now);
  if (parent.kind === 'ended') return over(parent.endedAt);
  if (!isStaff(staff.role) || staff.assurance < 2 || isStaff(found.user.role)) return over(found.now);
  return { ...own, stepUpSecondsLeft: 0, sensitive: { ...own.sensitive, stepUpSecondsLeft: 0 } };
}
