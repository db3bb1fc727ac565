/** What follows once somebody has shown that an address is theirs, when nobody had confirmed its account. */

import type { Transaction } from '../../../db/client';
import { removeSignUps } from '../../account/sign-ups';
import { confirmAddress } from '../../account/store';
import { revokeTokens } from '../../one-time-token/store';
import { forgetFailures } from '../../rate-limit/sign-in-delay';
import { deviceKey, signInKey } from './keys';

type Proven = { readonly id: string; readonly email: string };

/** What others signed up with the address is void (docs/security.md J12), and so is every other link that could confirm it. */
export async function proveAddress(
  tx: Transaction,
  account: Proven,
  deviceHash: Buffer | undefined,
): Promise<void> {
  await confirmAddress(tx, account.id);
  await removeSignUps(tx, account.id);
  await revokeTokens(tx, account.id, ['confirm_email', 'invitation', 'reset_password']);
  await forgetMistypedPasswords(tx, account, deviceHash);
}

/** Without this, passwords that were mistyped before would keep someone waiting who has just chosen one. */
export async function forgetMistypedPasswords(
  tx: Transaction,
  { email }: Proven,
  deviceHash: Buffer | undefined,
): Promise<void> {
  await forgetFailures(tx, signInKey(email));
  if (deviceHash) await forgetFailures(tx, deviceKey(email, deviceHash));
}
