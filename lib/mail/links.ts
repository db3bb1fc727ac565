/** Which link each mail carries: one token at most, for one purpose, on one page. Pure. */

import type { MailFacts, MailKind } from './kinds';

export type TokenLink = {
  readonly path: string;
  readonly purpose:
    | 'confirm_email'
    | 'reset_password'
    | 'confirm_new_email'
    | 'undo_email_change'
    | 'report_sign_in'
    | 'undo_deletion'
    | 'cancel_factor_reset'
    | 'finish_factor_reset';
  /** The sign-up or the change of address that it belongs to. */
  readonly subjectId?: string;
  /** Whose account it opens: the mail's own person, or whoever has its recipient's address when it is sent. */
  readonly of: 'person' | 'recipient';
};

const confirming = (purpose: 'confirm_email' | 'confirm_new_email', subjectId: string): TokenLink => ({
  purpose,
  path: '/verify-email',
  subjectId,
  of: 'person',
});
const undoing = ({ changeId }: { readonly changeId: string }): TokenLink => ({
  purpose: 'undo_email_change',
  path: '/undo-email-change',
  subjectId: changeId,
  of: 'person',
});
const stopping = ({ resetId }: { readonly resetId: string }): TokenLink => ({
  purpose: 'cancel_factor_reset',
  path: '/cancel-factor-reset',
  subjectId: resetId,
  of: 'person',
});
// Waits in the outbox like any mail: an address that the account was taken back from meanwhile must get no way in.
const resetting = (): TokenLink => ({ purpose: 'reset_password', path: '/reset-password', of: 'recipient' });
const reporting = (): TokenLink => ({ purpose: 'report_sign_in', path: '/report-sign-in', of: 'person' });
const none = () => undefined;

/** A mail that is not in here does not compile: without its link, somebody would be told of a thief and could do nothing. */
const links: { readonly [Kind in MailKind]: (facts: MailFacts[Kind]) => TokenLink | undefined } = {
  confirm_email: ({ signUpId }) => confirming('confirm_email', signUpId),
  // Written as what it repeats.
  confirm_email_again: none,
  already_registered: none,
  reset_password: resetting,
  sign_in_code: none,
  step_up_code: none,
  password_changed: reporting,
  password_reset: reporting,
  confirm_new_email: ({ changeId }) => confirming('confirm_new_email', changeId),
  new_email_taken: none,
  email_change_requested: undoing,
  email_changed_from: undoing,
  email_changed_to: reporting,
  new_sign_in: reporting,
  factor_added: reporting,
  factor_removed: reporting,
  passkey_added: reporting,
  passkey_removed: reporting,
  identity_linked: reporting,
  identity_unlinked: reporting,
  recovery_codes_renewed: reporting,
  recovery_code_used: reporting,
  factor_reset_requested: stopping,
  factor_reset_soon: stopping,
  factor_reset_ready: ({ resetId }) => ({
    purpose: 'finish_factor_reset',
    path: '/finish-factor-reset',
    subjectId: resetId,
    of: 'person',
  }),
  factor_reset_cancelled: none,
  factors_reset: reporting,
  second_factor_failed: reporting,
  secure_account: resetting,
  account_disabled: none,
  account_enabled: none,
  deletion_requested: () => ({ purpose: 'undo_deletion', path: '/undo-deletion', of: 'person' }),
  account_deleted: none,
};

/** Undefined for a mail that opens nothing. */
export const tokenLinkOf = <Kind extends MailKind>(mail: {
  readonly kind: Kind;
  readonly facts: MailFacts[Kind];
}): TokenLink | undefined => links[mail.kind](mail.facts);

/** The token stands in the query alone, never in the path: paths are logged. */
export function linkTo(appUrl: URL, path: string, token?: string): string {
  const url = new URL(path, appUrl.origin);
  if (token) url.searchParams.set('token', token);
  return url.href;
}
