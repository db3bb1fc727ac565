/** What an account is in, decided once from the facts of its row. Pure. */

export type AccountState = 'open' | 'unconfirmed' | 'reset_required' | 'disabled' | 'leaving';

export type StateFacts = {
  readonly emailVerifiedAt: Date | null;
  /** Set after "this wasn't me", until another password was chosen by mail. */
  readonly passwordResetRequiredAt: Date | null;
  readonly disabledAt: Date | null;
  readonly deletionRequestedAt: Date | null;
};

/** Where several facts speak against an account, the one that its person can do least about. */
export function stateOf(account: StateFacts): AccountState {
  if (account.disabledAt) return 'disabled';
  if (account.deletionRequestedAt) return 'leaving';
  if (!account.emailVerifiedAt) return 'unconfirmed';
  return account.passwordResetRequiredAt ? 'reset_required' : 'open';
}

/** Whether anybody can sign in to it. */
export const opensToSignIn = (account: StateFacts): boolean => stateOf(account) === 'open';

/** Neither switched off nor about to go: what most links ask of an account, confirmed or not. */
export const isKept = (account: StateFacts): boolean => !['disabled', 'leaving'].includes(stateOf(account));
