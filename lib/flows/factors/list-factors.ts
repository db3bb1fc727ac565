/** What a person can prove themselves with, the strongest first. */

import { codesAreOff } from '../../account/assurance';
import { isOn } from '../../config/features';
import { listTrusted, type TrustedDevice } from '../../known-device/trust';
import { type ListedPasskey, listPasskeys } from '../../passkey/store';
import { type AuthenticatorState, authenticatorOf } from '../../second-factor/authenticator';
import { recoveryCodesLeft } from '../../second-factor/recovery';
import type { SignedInContext } from '../context';

export type Factor =
  | { readonly kind: 'passkeys'; readonly count: number }
  | { readonly kind: 'authenticator'; readonly since: Date; readonly lastUsedAt: Date | null }
  | { readonly kind: 'recovery_codes'; readonly left: number; readonly few: boolean }
  | { readonly kind: 'password' };

export type Factors = {
  readonly list: readonly Factor[];
  readonly passkeys: readonly ListedPasskey[];
  readonly authenticator: AuthenticatorState;
  readonly recoveryCodes: { readonly left: number; readonly few: boolean };
  /** Codes from the app are off after too many wrong ones. */
  readonly codesOff: boolean;
  readonly trusted: readonly TrustedDevice[];
};

/** For the page that shows them to their person. */
export async function factorsOf(
  { db, policy, user }: SignedInContext,
  { deviceHash }: { deviceHash?: Buffer } = {},
): Promise<Factors> {
  const [passkeys, authenticator, left, codesOff, trusted] = await Promise.all([
    isOn('passkeys') ? listPasskeys(db, user.id) : [],
    authenticatorOf(db, user.id, policy.authenticatorSetupLifetime),
    recoveryCodesLeft(db, user.id),
    codesAreOff(db, user.id, policy.secondFactorFailuresUntilOff),
    listTrusted(db, user.id, policy, deviceHash),
  ]);
  const recoveryCodes = { left, few: left <= policy.recoveryCodesFew };
  const list: Factor[] = [{ kind: 'password' }];
  if (left > 0) list.unshift({ kind: 'recovery_codes', ...recoveryCodes });
  if (authenticator.on) list.unshift({ kind: 'authenticator', ...authenticator.on });
  if (passkeys.length > 0) list.unshift({ kind: 'passkeys', count: passkeys.length });
  return { list, passkeys, authenticator, recoveryCodes, codesOff, trusted };
}
