/** Who is told of what happened to an account, and in which mail. */

import type { Role } from '../../config/policy';
import type { ProviderName } from '../../config/providers';
import type { Mail, MailOrigin } from '../../mail/kinds';

/** What a notice may have to say beyond who and where. */
export type Telling = MailOrigin & {
  readonly userId: string;
  /** The account's address as it is after the event. */
  readonly email: string;
  readonly change?: { readonly id: string; readonly oldEmail: string; readonly newEmail: string };
  /** Which account elsewhere it is about. */
  readonly provider?: ProviderName;
  /** Every address of the account, also those that it can still be given back to. */
  readonly addresses: readonly string[];
  /** The last moment to undo it, ISO. */
  readonly until?: string;
  /** After the event. */
  readonly role: Role;
};

export const originOf = ({ device, place }: MailOrigin): MailOrigin =>
  place ? { device, place } : { device };
export const told = ({ email, userId }: Telling) => ({ recipient: email, userId });

/** A mail that says what was done and from where. */
type Noticed =
  | 'password_changed'
  | 'password_reset'
  | 'factor_added'
  | 'factor_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'factors_reset'
  | 'recovery_codes_renewed';

export const noticeOf =
  (kind: Noticed) =>
  (telling: Telling): readonly Mail[] => [{ kind, ...told(telling), facts: originOf(telling) }];

/** The same to every address: anyone who is robbed may read only one of them (docs/security.md G5, J9). */
export const noticeEverywhere =
  (kind: Noticed) =>
  ({ addresses, userId, ...telling }: Telling): readonly Mail[] =>
    addresses.map((recipient) => ({ kind, recipient, userId, facts: originOf(telling) }));

/** The same about an account elsewhere. */
export const identityNotice =
  (kind: 'identity_linked' | 'identity_unlinked') =>
  ({ addresses, userId, provider, ...telling }: Telling): readonly Mail[] => {
    const facts = { ...originOf(telling), provider: provider ?? '' };
    return addresses.map((recipient) => ({ kind, recipient, userId, facts }));
  };

/** The old address is told in a way that it can undo; the new one, that it counts from now on. */
export function emailChangedMails(telling: Telling): Mail[] {
  const { change, userId } = telling;
  if (!change) return [];
  const { id: changeId, oldEmail, newEmail } = change;
  const origin = originOf(telling);
  return [
    { kind: 'email_changed_from', recipient: oldEmail, userId, facts: { ...origin, changeId, newEmail } },
    { kind: 'email_changed_to', recipient: newEmail, userId, facts: { ...origin, oldEmail } },
  ];
}
