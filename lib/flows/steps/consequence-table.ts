/** What each event does to sessions, devices and links, and who is told: the table. lib/flows/steps/consequences.ts carries it out. */

import type { Mail } from '../../mail/kinds';
import type { Purpose } from '../../one-time-token/purposes';
import type { EndReason } from '../../session/reasons';
import {
  emailChangedMails,
  identityNotice,
  noticeEverywhere,
  noticeOf,
  originOf,
  type Telling,
  told,
} from './event-mails';

export type AccountEvent =
  | Extract<
      EndReason,
      | 'password_changed'
      | 'password_reset'
      | 'email_changed'
      | 'reported'
      | 'account_disabled'
      | 'account_deleted'
      | 'operator'
      | 'revoked_by_admin'
      | 'role_changed'
    >
  | 'factor_added'
  | 'factor_removed'
  | 'identity_linked'
  | 'identity_unlinked'
  | 'passkey_added'
  | 'passkey_removed'
  | 'factors_reset'
  | 'recovery_codes_renewed'
  | 'reset_required';

export type Consequence = {
  /** The session in which it is done, where there is one. */
  readonly here: 'rotate' | 'end';
  readonly others: 'end';
  /** Apps that the person signed in to. */
  readonly apps: 'end' | 'keep';
  /** The word under which sessions end. */
  readonly reason: EndReason;
  /** Being spared the code at sign-in, in any browser. */
  readonly trust: 'drop';
  /** Browsers that are known to the person. */
  readonly devices: 'keep' | 'forget others' | 'forget all';
  /** Links that are under way and must not work any more. */
  readonly links: readonly Purpose[];
  readonly pendingEmailChange: 'keep' | 'cancel';
  /** A wait for a reset has begun, because every second factor was lost. */
  readonly factorReset: 'keep' | 'cancel';
  /** Accounts elsewhere that sign in to this one: first factors, which a thief may have connected. */
  readonly identities: 'keep' | 'disconnect';
  readonly password: 'keep' | 'off until reset';
  /**
   * API keys. `end own`: an intruder could have made one, so the person's own go with the sign-ins of their apps, while keys
   * of organizations, on which others depend, stay and are seen by their managers. `end all`: the account was, or may have been, in
   * strange hands, or goes.
   */
  readonly keys: 'keep' | 'end own' | 'end all';
  readonly mails: (telling: Telling) => readonly Mail[];
};

/** Links that open an account, or move it to where they lead. */
const waysIn = ['reset_password', 'invitation', 'confirm_new_email'] as const;

/** Links and known browsers do not depend on the second factor. */
const factors = {
  here: 'rotate',
  others: 'end',
  apps: 'end',
  reason: 'factors_changed',
  trust: 'drop',
  devices: 'keep',
  links: [],
  pendingEmailChange: 'keep',
  factorReset: 'cancel',
  identities: 'keep',
  password: 'keep',
  keys: 'end own',
} as const;

/** What was proven before was no weaker than it is now. */
const factorAdded = { ...factors, apps: 'keep', keys: 'keep' } as const;

/** Everybody who is signed in has to sign in again, with a code; nothing else of the account changes. */
const signedOutByUs = {
  here: 'end',
  others: 'end',
  apps: 'end',
  trust: 'drop',
  devices: 'keep',
  links: [],
  pendingEmailChange: 'keep',
  factorReset: 'cancel',
  identities: 'keep',
  password: 'keep',
  keys: 'end own',
} as const;

export const consequences: Record<AccountEvent, Consequence> = {
  password_changed: {
    here: 'rotate',
    others: 'end',
    apps: 'end',
    reason: 'password_changed',
    trust: 'drop',
    devices: 'forget others',
    links: waysIn,
    pendingEmailChange: 'cancel',
    // Nothing of the second factors was proven by it.
    factorReset: 'keep',
    identities: 'keep',
    password: 'keep',
    keys: 'end own',
    mails: noticeOf('password_changed'),
  },
  password_reset: {
    here: 'end',
    others: 'end',
    apps: 'end',
    reason: 'password_reset',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    // Someone who has lost the password, too, resets it while waiting.
    factorReset: 'keep',
    identities: 'keep',
    password: 'keep',
    keys: 'end all',
    mails: noticeOf('password_reset'),
  },
  email_changed: {
    here: 'rotate',
    others: 'end',
    apps: 'end',
    reason: 'email_changed',
    trust: 'drop',
    devices: 'forget others',
    links: waysIn,
    pendingEmailChange: 'cancel',
    factorReset: 'cancel',
    identities: 'keep',
    password: 'keep',
    keys: 'end own',
    mails: (telling) => emailChangedMails(telling),
  },
  factor_added: { ...factorAdded, mails: noticeEverywhere('factor_added') },
  factor_removed: { ...factors, mails: noticeEverywhere('factor_removed') },
  identity_linked: { ...factorAdded, mails: identityNotice('identity_linked') },
  identity_unlinked: { ...factors, mails: identityNotice('identity_unlinked') },
  passkey_added: { ...factorAdded, mails: noticeEverywhere('passkey_added') },
  passkey_removed: { ...factors, mails: noticeEverywhere('passkey_removed') },
  // By someone who has lost them all, after the wait: no session here could carry on. Sign-ins under way would now open an
  // account protected by nothing but its password.
  factors_reset: {
    ...factors,
    here: 'end',
    links: waysIn,
    pendingEmailChange: 'cancel',
    keys: 'end all',
    mails: noticeEverywhere('factors_reset'),
  },
  recovery_codes_renewed: { ...factors, mails: noticeEverywhere('recovery_codes_renewed') },
  reported: {
    here: 'end',
    others: 'end',
    apps: 'end',
    reason: 'reported',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    factorReset: 'cancel',
    identities: 'disconnect',
    password: 'off until reset',
    keys: 'end all',
    mails: (telling) => [{ kind: 'secure_account', ...told(telling), facts: originOf(telling) }],
  },
  account_disabled: {
    here: 'end',
    others: 'end',
    apps: 'end',
    reason: 'account_disabled',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    factorReset: 'cancel',
    identities: 'keep',
    password: 'keep',
    keys: 'end all',
    mails: (telling) => [{ kind: 'account_disabled', ...told(telling), facts: {} }],
  },
  account_deleted: {
    here: 'end',
    others: 'end',
    apps: 'end',
    reason: 'account_deleted',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    factorReset: 'cancel',
    identities: 'keep',
    password: 'keep',
    keys: 'end all',
    mails: (telling) => [
      {
        kind: 'deletion_requested',
        ...told(telling),
        facts: { ...originOf(telling), until: telling.until ?? '' },
      },
    ],
  },
  // By an operator: what a thief may have begun must not lead back in past the new password.
  reset_required: {
    here: 'end',
    others: 'end',
    apps: 'end',
    reason: 'operator',
    trust: 'drop',
    devices: 'forget all',
    links: waysIn,
    pendingEmailChange: 'cancel',
    factorReset: 'cancel',
    identities: 'disconnect',
    password: 'off until reset',
    keys: 'end all',
    mails: () => [],
  },
  operator: { ...signedOutByUs, reason: 'operator', mails: () => [] },
  revoked_by_admin: { ...signedOutByUs, reason: 'revoked_by_admin', mails: () => [] },
  // What began under a member's limits, or without a code, does not go on as staff; nor the other way round.
  role_changed: {
    ...signedOutByUs,
    reason: 'role_changed',
    mails: (telling) => [{ kind: 'role_changed', ...told(telling), facts: { role: telling.role } }],
  },
};
