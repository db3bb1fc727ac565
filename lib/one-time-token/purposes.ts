/** What a mailed link can be for. Each token is good for one of these, once, for a while. Pure. */

import type { Policy } from '../config/policy';
import { type Seconds, seconds } from '../time';

const lifetimes = {
  confirm_email: (policy) => policy.verifyLinkLifetime,
  invitation: (policy) => policy.invitationLifetime,
  reset_password: (policy) => policy.resetLinkLifetime,
  confirm_new_email: (policy) => policy.emailChangeLinkLifetime,
  undo_email_change: (policy) => policy.emailChangeUndoPeriod,
  report_sign_in: (policy) => policy.reportLinkLifetime,
  undo_deletion: (policy) => policy.deletionGracePeriod,
  // As long as there is anything to stop.
  cancel_factor_reset: (policy) => seconds(policy.factorResetWait + 2 * policy.factorResetLinkLifetime),
  finish_factor_reset: (policy) => policy.factorResetLinkLifetime,
} as const satisfies Record<string, (policy: Policy) => Seconds>;

export type Purpose = keyof typeof lifetimes;

/** Past this, no token of any kind is good any more. */
export const longestLifetime = (policy: Policy): Seconds =>
  seconds(Math.max(...Object.values(lifetimes).map((lifetime) => lifetime(policy))));

export const lifetimeOf = (purpose: Purpose, policy: Policy): Seconds => lifetimes[purpose](policy);
