/** Which link each mail carries: one token at most, for one purpose, on one page. Pure. */

import type { Mail } from './kinds';

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

/** Undefined for a mail that opens nothing. */
export function tokenLinkOf({ kind, facts }: Mail): TokenLink | undefined {
  switch (kind) {
    case 'confirm_email':
      return { purpose: kind, path: '/verify-email', subjectId: facts.signUpId, of: 'person' };
    case 'confirm_new_email':
      return { purpose: kind, path: '/verify-email', subjectId: facts.changeId, of: 'person' };
    case 'email_change_requested':
    case 'email_changed_from':
      return {
        purpose: 'undo_email_change',
        path: '/undo-email-change',
        subjectId: facts.changeId,
        of: 'person',
      };
    case 'reset_password':
    // Waits in the outbox like any mail: an address that the account was taken back from meanwhile must get no way in.
    case 'secure_account':
      return { purpose: 'reset_password', path: '/reset-password', of: 'recipient' };
    case 'password_changed':
    case 'password_reset':
    case 'new_sign_in':
    case 'factor_added':
    case 'factor_removed':
    case 'passkey_added':
    case 'passkey_removed':
    case 'factors_reset':
    case 'identity_linked':
    case 'identity_unlinked':
    case 'recovery_codes_renewed':
    case 'recovery_code_used':
    case 'second_factor_failed':
    case 'email_changed_to':
      return { purpose: 'report_sign_in', path: '/report-sign-in', of: 'person' };
    case 'factor_reset_requested':
    case 'factor_reset_soon':
      return {
        purpose: 'cancel_factor_reset',
        path: '/cancel-factor-reset',
        subjectId: facts.resetId,
        of: 'person',
      };
    case 'factor_reset_ready':
      return {
        purpose: 'finish_factor_reset',
        path: '/finish-factor-reset',
        subjectId: facts.resetId,
        of: 'person',
      };
    case 'deletion_requested':
      return { purpose: 'undo_deletion', path: '/undo-deletion', of: 'person' };
    default:
      return undefined;
  }
}

/** The token stands in the query alone, never in the path: paths are logged. */
export function linkTo(appUrl: URL, path: string, token?: string): string {
  const url = new URL(path, appUrl.origin);
  if (token) url.searchParams.set('token', token);
  return url.href;
}
