/** Why trust in every browser ended, in the words of the person it is about. Pure. */

import type { TrustEnd } from '../flows/steps/end-every-trust';
import { isEndReason } from '../session/reasons';
import { endWords } from './reasons';

/** What ends no session, or is said of trust in other words. */
const words: Record<Exclude<TrustEnd, EndsSessionsToo>, string> = {
  operator: 'as a precaution',
  reset_required: 'a new password is needed first',
  factor_added: 'authenticator app turned on',
  factor_removed: 'authenticator app removed',
  passkey_added: 'passkey added',
  passkey_removed: 'passkey removed',
  identity_linked: 'account connected',
  identity_unlinked: 'account disconnected',
  factors_reset: 'second factors removed',
  recovery_codes_renewed: 'new recovery codes made',
  recovery_code_used: 'recovery code used',
};

type EndsSessionsToo =
  | 'password_changed'
  | 'password_reset'
  | 'email_changed'
  | 'reported'
  | 'account_disabled'
  | 'revoked_by_admin'
  | 'role_changed'
  | 'account_deleted'
  | 'signed_out_everywhere';

export function trustEndWords(reason: string | null): string | undefined {
  if (reason !== null && Object.hasOwn(words, reason)) return words[reason as keyof typeof words];
  return isEndReason(reason) ? endWords(reason, {}) : undefined;
}
