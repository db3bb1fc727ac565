/** Why an account takes no sign-in, as a word for its security log. */

import type { Account } from '../../account/store';

/** Not a wrong password: the person finds the reason in their log, whoever tries finds nothing. */
export function closedBy(account: Account): string {
  if (account.disabledAt) return 'disabled';
  if (account.deletionRequestedAt) return 'deleted';
  return account.emailVerifiedAt ? 'reset_required' : 'unconfirmed';
}
