/** A mailed link that was followed proves the address of an account that nobody had confirmed. */

import type { Transaction } from '../../../db/client';
import { removeSignUps } from '../../account/sign-ups';
import { confirmAddress } from '../../account/store';
import { revokeTokens } from '../../one-time-token/store';

/** What somebody else signed up with this address is void (docs/security.md J12), and so is every other way to confirm it. */
export async function proveAddress(tx: Transaction, userId: string): Promise<void> {
  await confirmAddress(tx, userId);
  await removeSignUps(tx, userId);
  await revokeTokens(tx, userId, ['confirm_email', 'invitation', 'reset_password']);
}
