/** How a person may prove again who they are: what the account has, the strongest first. Nobody is waved through (ASVS 7.5.1). */

import { hasPasskey } from '../../passkey/store';
import type { SignedInContext } from '../context';

/** A code by mail proves less than a password does: it stands in where there is none, and never for a second factor (security.md K14). */
export const isProvenByEmail = ({
  assurance,
  hasPassword,
}: {
  readonly assurance: number;
  readonly hasPassword: boolean;
}): boolean => assurance !== 2 && !hasPassword;

export type StepUpWay = 'passkey' | 'code' | 'password' | 'email_code';

/** One query more for an account with a second factor, none for any other. */
export async function stepUpWays({ db, user }: SignedInContext): Promise<readonly StepUpWay[]> {
  if (user.assurance !== 2) return [isProvenByEmail(user) ? 'email_code' : 'password'];
  return (await hasPasskey(db, user.id)) ? ['passkey', 'code'] : ['code'];
}
