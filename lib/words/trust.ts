/** Why trust in every browser ended, in the words of the person it is about. Pure. */

import type { TrustEnd } from '../flows/steps/end-every-trust';

const words: Record<TrustEnd, string> = {
  password_changed: 'the password was changed',
  password_reset: 'the password was set anew by email',
  email_changed: 'the email address was changed',
  reported: 'reported as not you',
  account_disabled: 'the account was switched off',
  account_deleted: 'the account was deleted',
  operator: 'as a precaution',
  reset_required: 'a new password has to be chosen first',
  factor_added: 'the authenticator app was turned on',
  factor_removed: 'the authenticator app was removed',
  passkey_added: 'a passkey was added',
  passkey_removed: 'a passkey was removed',
  identity_linked: 'an account elsewhere was connected',
  identity_unlinked: 'an account elsewhere was disconnected',
  factors_reset: 'the second factors were removed',
  recovery_codes_renewed: 'new recovery codes were made',
  recovery_code_used: 'a recovery code was used',
  signed_out_everywhere: 'signed out everywhere',
};

export const trustEndWords = (reason: string | null): string | undefined =>
  reason !== null && Object.hasOwn(words, reason) ? words[reason as TrustEnd] : undefined;
