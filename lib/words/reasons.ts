/** The sentences a person reads when something ended or was refused. Pure; one place, so that no two screens say it differently. */

import type { NewPasswordFault } from '../flows/account/new-password';
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

/** Said where a browser is not signed in and nobody knows of an end. */
const unknownEnd = 'This browser is no longer signed in. Sign in to carry on.';

/** What happened, from where, and what to do. No blame, no code. */
export function endSentence(reason: EndReason | undefined, facts: EndFacts): string {
  return reason === undefined ? unknownEnd : endSentences(facts)[reason];
}

function endSentences(facts: EndFacts): Record<EndReason, string> {
  const from = facts.from ? ` from ${inSentence(facts.from, 'another device')}` : ' from another device';
  const at = facts.at ? ` at ${facts.at}` : '';
  return {
    signed_out: `You signed out on this device${at}.`,
    signed_out_everywhere: `You signed out everywhere${at}, this device included.`,
    revoked_by_user: `You signed this device out${from}${at}.`,
    idle_timeout: `You were signed out after ${durationWords(facts.idleSeconds)} without activity. Sign in to pick up where you left off.`,
    absolute_timeout: `For your security, sessions end after ${durationWords(facts.absoluteSeconds)}. Sign in to carry on.`,
    replaced: 'You signed in again in this browser, so the earlier session was closed.',
    session_limit: `You signed in on more than ${facts.sessionLimit} devices, so the one used longest ago was signed out.`,
    step_up_failed: `Too many wrong passwords or codes were entered when we asked to confirm it was you, so this device was signed out${at}. Sign in to carry on.`,
    password_changed: 'Your password was changed, so this device was signed out.',
    password_reset: `Your password was set anew by a link from your email${at}, so every device was signed out. Sign in with the new one.`,
    email_changed: `The email address of your account was changed${at}, so this device was signed out. Sign in with the new address.`,
    factors_changed: `How your account is protected was changed${at}, so this device was signed out. Sign in to carry on.`,
    reported: `Your account was reported${at} as used by somebody else, so every device was signed out and the password is off. Choose a new one with the link in your email.`,
    account_deleted: `Your account was deleted${at}, so every device was signed out. The mail about it has a link that brings it back.`,
    operator: `We signed you out${at} as a precaution. Sign in to carry on; if you did not expect this, contact support.`,
    account_disabled:
      'This account was switched off, so this device was signed out. If that is a surprise, contact support.',
  };
}

/** The history's short form, after "Ended today, 3:17 PM:". */
export function endWords(reason: EndReason, device: string | null): string {
  const from = device && inSentence(device, 'another device');
  const words: Record<EndReason, string> = {
    signed_out: 'signed out on the device',
    signed_out_everywhere: 'signed out everywhere',
    revoked_by_user: from ? `signed out from ${from}` : 'signed out from another device',
    idle_timeout: 'no activity for too long',
    absolute_timeout: 'reached its time limit',
    replaced: 'signed in again in the same browser',
    session_limit: from ? `too many devices, after a sign-in from ${from}` : 'too many devices',
    step_up_failed: 'too many wrong passwords or codes when confirming',
    password_changed: from ? `password changed from ${from}` : 'password changed',
    password_reset: 'password set anew by email',
    email_changed: 'email address changed',
    factors_changed: from ? `sign-in protection changed from ${from}` : 'sign-in protection changed',
    reported: 'reported as not you',
    account_disabled: 'account switched off',
    account_deleted: 'account deleted',
    operator: 'signed out by us as a precaution',
  };
  return words[reason];
}

/** What proof is asked for: completes "Confirm it's you to …". */
export const purposes = {
  revoke_session: 'revoke this session',
  sign_out_others: 'sign out other sessions',
  sign_out_everywhere: 'sign out everywhere',
  delete_project: 'delete this project',
  change_plan: 'change your plan',
  change_email: 'change your email address',
  export_data: 'export your data',
  delete_account: 'delete your account',
  change_password: 'change your password',
  change_factors: 'change how your account is protected',
  end_trust: 'stop trusting this browser',
} as const;

export type Purpose = keyof typeof purposes;

export const isPurpose = (text: unknown): text is Purpose =>
  typeof text === 'string' && Object.hasOwn(purposes, text);

export function passwordSentence(fault: NewPasswordFault, limits: { min: number; max: number }): string {
  const sentences: Record<NewPasswordFault, string> = {
    too_short: `Use at least ${limits.min} characters. A few unrelated words make a good password.`,
    too_long: `Use at most ${limits.max} characters.`,
    common: 'This password is among the ones people use most, so it is tried first. Choose another one.',
    repeated: 'This password repeats a short pattern, so it is easy to guess. Choose another one.',
    sequence:
      'This password follows the keyboard or the alphabet, so it is easy to guess. Choose another one.',
    breached:
      'This password is known from a data breach, so attackers try it. Choose another one that you use nowhere else.',
    contextual:
      'This password is mostly your name, your address or ours, so it is easy to guess. Choose another one.',
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
  if (triesLeft === undefined || triesLeft > 2) return 'This is not your password. Try again.';
  return `This is not your password. ${triesLeft === 1 ? '1 try' : `${triesLeft} tries`} left, then this device is signed out.`;
}

export const waitSentence = (seconds: number) =>
  `Too many tries. Wait ${waitWords(seconds)}, then try again.`;

export const linkSentence =
  'This link does not work any more: it was used already, another one replaced it, or it is too old.';

/** A refusal for coming too often, with the wait. */
export const tooOften = (retryAfterSeconds = 1) =>
  ({ status: 'refused', message: waitSentence(retryAfterSeconds), retryAfterSeconds }) as const;
