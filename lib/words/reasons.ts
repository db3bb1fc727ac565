/** What a person reads when something ended or was refused: in one place, so that no two screens say it differently. Pure. */

import type { NewPasswordFault } from '../flows/steps/new-password';
import type { EndReason } from '../session/reasons';
import { durationWords, waitWords } from '../time';
import { inSentence } from '../typed/visible';

export type EndFacts = {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  /** How many devices may be signed in at once. */
  readonly sessionLimit: number;
  /** The device it was done from, where another one did it. */
  readonly from?: string | null;
  /** The time of day in the reader's zone, such as "3:17 PM". */
  readonly at?: string;
};

/** For a browser that is not signed in, where no end is known. */
const unknownEnd = 'This browser is no longer signed in. Sign in to carry on.';

export type BriefFacts = {
  /** The device it was done from, where that was another one. */
  readonly from?: string | null;
  /** From the last activity to the end. */
  readonly inactiveSeconds?: number | null;
};

type EndReasonWords = {
  /** What happened, from where, and what to do. No blame, no code. */
  readonly note: (said: { facts: EndFacts; from: string; at: string }) => string;
  /** For lists, after "Ended today, 3:17 PM:" or "Signed out:". */
  readonly brief: (facts: BriefFacts) => string;
};

const fromDevice = (from: string | null | undefined, otherwise = '') =>
  from ? ` from ${inSentence(from, 'another device')}` : otherwise;

const inactive = (seconds: number | null | undefined) =>
  // A row that was dated by hand may say anything.
  seconds && seconds >= 60
    ? `inactive for ${durationWords(Math.floor(seconds / 60) * 60)}`
    : 'inactive for too long';

const endReasonWords: Record<EndReason, EndReasonWords> = {
  signed_out: {
    note: ({ at }) => `You signed out on this device${at}.`,
    brief: () => 'signed out on the device',
  },
  signed_out_everywhere: {
    note: ({ at }) => `You signed out everywhere${at}, including this device.`,
    brief: () => 'signed out everywhere',
  },
  revoked_by_user: {
    note: ({ from, at }) => `You signed this device out${from}${at}.`,
    brief: ({ from }) => `signed out${fromDevice(from, ' from another device')}`,
  },
  revoked_by_admin: {
    note: ({ at }) =>
      `Our support team signed this device out${at}. Sign in to carry on; if you didn't expect this, contact support.`,
    brief: () => 'signed out by support',
  },
  idle_timeout: {
    note: ({ facts }) =>
      `You were signed out after ${durationWords(facts.idleSeconds)} without activity. Sign in to pick up where you left off.`,
    brief: ({ inactiveSeconds }) => inactive(inactiveSeconds),
  },
  absolute_timeout: {
    note: ({ facts }) =>
      `For your security, sessions end after ${durationWords(facts.absoluteSeconds)}. Sign in to carry on.`,
    brief: () => 'reached its time limit',
  },
  replaced: {
    note: () => 'You signed in again in this browser, so the earlier session was closed.',
    brief: () => 'signed in again in the same browser',
  },
  session_limit: {
    note: ({ facts }) =>
      `You signed in on more than ${facts.sessionLimit} devices, so the one used longest ago was signed out.`,
    brief: ({ from }) => (from ? `too many devices, after a sign-in${fromDevice(from)}` : 'too many devices'),
  },
  step_up_failed: {
    note: ({ at }) =>
      `Too many wrong passwords or codes were entered when we asked you to confirm it's you, so this device was signed out${at}. Sign in to carry on.`,
    brief: () => 'too many wrong passwords or codes when confirming',
  },
  password_changed: {
    note: () => 'Your password was changed, so this device was signed out.',
    brief: ({ from }) => `password changed${fromDevice(from)}`,
  },
  password_reset: {
    note: ({ at }) =>
      `Your password was reset from a link in your email${at}, so every device was signed out. Sign in with the new one.`,
    brief: () => 'password reset from an email link',
  },
  email_changed: {
    note: ({ at }) =>
      `The email address of your account was changed${at}, so this device was signed out. Sign in with the new address.`,
    brief: () => 'email address changed',
  },
  factors_changed: {
    note: ({ at }) =>
      `The way you sign in was changed${at}, so this device was signed out. Sign in to carry on.`,
    brief: ({ from }) => `way of signing in changed${fromDevice(from)}`,
  },
  role_changed: {
    note: ({ at }) =>
      `What your account may do was changed${at}, so every device was signed out. Sign in to carry on.`,
    brief: () => 'role changed',
  },
  reported: {
    note: ({ at }) =>
      `Your account was reported${at} as used by someone else, so every device was signed out and the password no longer works. Choose a new one with the link in your email.`,
    brief: () => 'reported with “This wasn’t me”',
  },
  account_disabled: {
    note: () =>
      "This account was disabled, so this device was signed out. If you didn't expect this, contact support.",
    brief: () => 'account disabled',
  },
  account_deleted: {
    note: ({ at }) =>
      `Your account was deleted${at}, so every device was signed out. The email about it has a link that brings it back.`,
    brief: () => 'account deleted',
  },
  support_ended: {
    note: ({ at }) => `The visit to this account ended${at}.`,
    brief: () => 'the visit ended',
  },
  token_reuse: {
    note: () =>
      'An old token of this app was used again, so we ended its sign-in. Sign in to carry on; if you didn’t restore a backup, change your password.',
    brief: () => 'an old token of it was used again',
  },
  operator: {
    note: ({ at }) =>
      `We signed you out${at} as a precaution. Sign in to carry on; if you didn't expect this, contact support.`,
    brief: () => 'signed out by us as a precaution',
  },
};

export function endSentence(reason: EndReason | undefined, facts: EndFacts): string {
  if (reason === undefined) return unknownEnd;
  const from = fromDevice(facts.from, ' from another device');
  return endReasonWords[reason].note({ facts, from, at: facts.at ? ` at ${facts.at}` : '' });
}

export const endWords = (reason: EndReason, facts: BriefFacts): string => endReasonWords[reason].brief(facts);

/** What proof is asked for: completes "Confirm it's you to …". */
export const purposes = {
  revoke_session: 'revoke this session',
  sign_out_others: 'sign out other sessions',
  sign_out_everywhere: 'sign out everywhere',
  delete_project: 'delete this project', // only: sample
  change_plan: 'change your plan', // only: plans
  change_role: 'change a role',
  remove_member: 'remove a member',
  invite_people: 'invite people',
  rename_organization: 'rename this organization',
  change_organization_rules: "change this organization's rules",
  sign_out_organization: 'sign everyone out of this organization',
  delete_organization: 'delete this organization',
  restore_organization: 'bring this organization back',
  change_webhooks: 'change where events are sent to',
  export_audit: 'export the audit of this organization',
  enter_after_sign_out: 'open this organization again, because an owner signed everyone out of it',
  enter_after_break: 'open this organization again, because you were away for longer than it allows',
  enter_after_a_while: 'open this organization again, because it asks for this from time to time',
  enter_with_factor: 'open this organization, because it asks for your second factor',
  change_email: 'change your email address',
  export_data: 'export your data',
  delete_account: 'delete your account',
  change_password: 'change your password',
  change_factors: 'change how your account is protected',
  end_trust: 'stop trusting this browser',
  create_key: 'create a key',
  renew_key: 'renew a key',
  revoke_key: 'revoke a key',
  staff_action: 'act on this account',
  allow_support: 'let support in',
  sign_out_all: 'sign everyone out',
  sign_in_app: 'sign in an app',
} as const;

export type StepUpPurpose = keyof typeof purposes;

export const isPurpose = (text: unknown): text is StepUpPurpose =>
  typeof text === 'string' && Object.hasOwn(purposes, text);

export function passwordSentence(fault: NewPasswordFault, limits: { min: number; max: number }): string {
  const sentences: Record<NewPasswordFault, string> = {
    too_short: `Use at least ${limits.min} characters. A few unrelated words make a good password.`,
    too_long: `Use at most ${limits.max} characters.`,
    common: 'This is one of the passwords people use most, so attackers try it first. Choose another one.',
    repeated: "This password repeats a short pattern, so it's easy to guess. Choose another one.",
    sequence:
      "This password follows the keyboard or the alphabet, so it's easy to guess. Choose another one.",
    breached:
      "This password is known from a data breach, so attackers try it. Choose another one that you don't use anywhere else.",
    contextual:
      "This password is mostly your name, your address or ours, so it's easy to guess. Choose another one.",
  };
  return sentences[fault];
}

export const factorNeededSentence =
  'This needs a second factor, and your account has none. Set one up in Settings under Security, then try again.';

export const noCookiesSentence =
  'This browser didn’t keep the cookie that signs you in. Allow cookies for this site, then sign in again.';

export const supersededSentence = 'Another tab confirmed it was you just now. Try again.';

/** Near the end of the tries it says what the next mistakes cost. */
export function wrongPasswordSentence(triesLeft: number | undefined): string {
  if (triesLeft === undefined || triesLeft > 2) return "That password isn't right. Try again.";
  return `That password isn't right. ${triesLeft === 1 ? '1 try' : `${triesLeft} tries`} left, then this device is signed out.`;
}

export const waitSentence = (seconds: number) =>
  `Too many tries. Wait ${waitWords(seconds)}, then try again.`;

export const linkSentence =
  'This link no longer works: it was used already, another one replaced it, or it has expired.';

/** A refusal for coming too often, with the wait. */
export const tooOften = (retryAfterSeconds = 1) =>
  ({ status: 'refused', message: waitSentence(retryAfterSeconds), retryAfterSeconds }) as const;
