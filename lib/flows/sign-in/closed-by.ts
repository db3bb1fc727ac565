/** Why an account takes no sign-in, as a word for its security log. */

import { type AccountState, type StateFacts, stateOf } from '../../account/state';

/**
 * Not a wrong password: the person finds the reason in their log, anyone who tries finds nothing. The log has called an
 * account that is about to go deleted from the beginning, and nobody rewrites it.
 */
export function closedBy(account: StateFacts): Exclude<AccountState, 'leaving'> | 'deleted' {
  const state = stateOf(account);
  return state === 'leaving' ? 'deleted' : state;
}
