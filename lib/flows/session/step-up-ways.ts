/** How a person may prove again who they are: what the account has, the strongest first. Nobody is waved through (ASVS 7.5.1). */

import { hasPasskey } from '../../passkey/store';
import { isProvenByEmail, type StepUpWay } from '../../proof';
import type { SignedInContext } from '../context';

/** One query more for an account with a second factor, none for any other. */
export async function stepUpWays({ db, user }: SignedInContext): Promise<readonly StepUpWay[]> {
  if (user.assurance !== 2) return [isProvenByEmail(user) ? 'email_code' : 'password'];
  return (await hasPasskey(db, user.id)) ? ['passkey', 'code'] : ['code'];
}
