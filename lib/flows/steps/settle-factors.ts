/** What an account is worth after a second factor went, and what goes with the last one. */

import type { Transaction } from '../../../db/client';
import { setAssurance } from '../../account/assurance';
import { hasPasskey, removePasskeys } from '../../passkey/store';
import { hasAuthenticator, removeAuthenticator } from '../../second-factor/authenticator';
import { removeRecoveryCodes } from '../../second-factor/recovery';

/** With the person's row held. Recovery codes stand in for a factor: without one they recover nothing. */
export async function settleFactors(tx: Transaction, userId: string): Promise<void> {
  const left = (await hasPasskey(tx, userId)) || (await hasAuthenticator(tx, userId));
  if (!left) await removeRecoveryCodes(tx, userId);
  await setAssurance(tx, userId, left ? 2 : 1);
}

/**
 * All second factors, or those that came since. With the person's row held. Returns how many went; recovery codes are not
 * counted.
 */
export async function dropFactors(tx: Transaction, userId: string, since?: Date): Promise<number> {
  const app = (await removeAuthenticator(tx, userId, since)) ? 1 : 0;
  const removed = app + (await removePasskeys(tx, userId, since));
  if (removed > 0) await settleFactors(tx, userId);
  return removed;
}
