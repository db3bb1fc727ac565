/** How a person may prove again who they are: what the account has, the strongest first. Nobody is waved through (ASVS 7.5.1). */

import { hasPasskey } from '../passkey/store';
import type { SignedInContext } from './context';

export type StepUpWay = 'passkey' | 'code' | 'password' | 'email_code';

/** One query more for an account with a second factor, none for any other. */
export async function stepUpWays({ db, user }: SignedInContext): Promise<readonly StepUpWay[]> {
  if (user.assurance !== 2) return [user.hasPassword ? 'password' : 'email_code'];
  return (await hasPasskey(db, user.id)) ? ['passkey', 'code'] : ['code'];
}
