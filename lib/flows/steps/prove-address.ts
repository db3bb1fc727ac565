/** A mailed link that was followed proves the address of an account that nobody had confirmed. */

import type { Transaction } from '../../../db/client';
import { confirmAddress } from '../../account/store';
import { revokeTokens } from '../../one-time-token/store';
import { forgetFailures } from '../../rate-limit/sign-in-delay';
import { deviceKey, signInKey } from './keys';

type Newcomer = { readonly id: string; readonly email: string };

/** Every other way to confirm it is void, and what strangers mistyped before keeps nobody waiting who has just chosen a password. */
export async function proveAddress(
  tx: Transaction,
  { id, email }: Newcomer,
  deviceHash: Buffer | undefined,
): Promise<void> {
  await confirmAddress(tx, id);
  await revokeTokens(tx, id, ['confirm_email', 'invitation', 'reset_password']);
  await forgetFailures(tx, signInKey(email));
  if (deviceHash) await forgetFailures(tx, deviceKey(email, deviceHash));
}
