/** The sentences about second factors: how someone proved it was them, and what went wrong with a code. Pure. */

import { aFactorWords } from './features';

const firstWords: Readonly<Record<string, string>> = {
  password: 'password',
  email_code: 'a code sent by email',
  google: 'Google',
  github: 'GitHub',
};
const secondWords: Readonly<Record<string, string>> = {
  totp: 'and code',
  recovery_code: 'and recovery code',
  passkey: 'and passkey',
  trusted_device: 'on a trusted device',
};

/** How a session was proven: follows "signed in" and "signed in on 12 Nov". Undefined for what no version of ours has written. */
export function provenWords(authenticatedWith: string | undefined): string | undefined {
  if (authenticatedWith === 'passkey') return 'with a passkey';
  if (authenticatedWith === 'trusted device') return 'with password on a trusted device';
  const [first = '', second] = authenticatedWith?.split('+') ?? [];
  const begun = Object.hasOwn(firstWords, first) ? firstWords[first] : undefined;
  if (begun === undefined || second === undefined) return begun && `with ${begun}`;
  return Object.hasOwn(secondWords, second) ? `with ${begun} ${secondWords[second]}` : undefined;
}

/** How someone confirmed at step-up that it was them. The password was given before, when signing in. */
export function confirmedWords(proof: string | undefined): string {
  const [first, second] = proof?.split('+') ?? [];
  if (first === 'passkey' || second === 'passkey') return 'with a passkey';
  if (second === 'totp') return 'with code';
  if (second === 'recovery_code') return 'with recovery code';
  return first === 'email_code' ? 'with a code sent by email' : 'with password';
}

export const failedProofWords = (proof: string | undefined): string =>
  proof === 'passkey' ? 'Passkey refused' : `Wrong ${proof ? 'code' : 'password'}`;

/** Why a code from a mail is not asked for any more; nothing where there was none. */
export function emailCodeOverSentence(
  why: 'too_late' | 'too_many_tries' | 'unknown',
  lifetime: string,
): string {
  if (why === 'too_many_tries') return 'Too many wrong codes. Ask for another one to start over.';
  if (why === 'too_late') return `The code expired after ${lifetime}. Ask for another one to start over.`;
  return 'This code no longer works. Ask for another one to start over.';
}

const noCodes = {
  app: "That isn't a code from the app: those have 6 digits.",
  recovery: "That isn't a recovery code: those have 24 letters and digits.",
  either: "That isn't a code: one from the app has 6 digits, a recovery code has 24 letters and digits.",
  mail: "That isn't the code from the email: it has 8 digits.",
} as const;

/** `kind`: what the field asked for. It costs no try, so it speaks of none. */
export const notACodeSentence = (kind: keyof typeof noCodes): string => noCodes[kind];

/** Near the end of the tries it says what the next mistakes cost. */
export function wrongEmailCodeSentence(triesLeft: number | undefined, cost: string): string {
  const again = "That code isn't right. Use the newest email we sent.";
  if (triesLeft === undefined || triesLeft > 2) return again;
  return `${again} ${triesLeft === 1 ? '1 try' : `${triesLeft} tries`} left, then ${cost}.`;
}

const wrongCodes = {
  app: "That code isn't right. Each code works once; wait for the next one and try again.",
  recovery: "That recovery code isn't right. Each works once: try another one from your list.",
  either:
    "That code isn't right. Each code works once: wait for the next one from the app, or try another recovery code.",
} as const;

/** `kind`: what the field asked for. Near the end of the tries it says what the next mistakes cost. */
export function wrongCodeSentence(
  triesLeft: number | undefined,
  cost: string,
  kind: keyof typeof wrongCodes,
): string {
  const again = wrongCodes[kind];
  if (triesLeft === undefined || triesLeft > 2) return again;
  return `${again} ${triesLeft === 1 ? '1 try' : `${triesLeft} tries`} left, then ${cost}.`;
}

export const passkeyRefusedSentence =
  "This passkey doesn't open an account here, or you answered too late. Try again, or sign in another way.";

export const codeNeededSentence = 'Your account asks for a code now. Enter one from your authenticator app.';

export const emailCodeNeededSentence = 'Enter the code from your email.';

export const stepUpCodeOverSentence =
  'This code no longer works, or it was requested elsewhere. Send another one.';

/** What speaks against a change of the second factors. */
export const factorRefusals = {
  superseded: 'Another tab changed something just now. Reload the page and try again.',
  already_on: 'An authenticator app is already on. Reload the page to see it.',
  not_on: 'No authenticator app is on. Reload the page to see what is.',
  not_started:
    'Setting it up took too long, or was started again in another tab. Start over for a fresh key.',
  no_factor: `Add ${aFactorWords} first: recovery codes stand in for them.`,
  not_found: "This browser is no longer trusted, so there's nothing to do.",
  last_way_in:
    'This is the only way into your account. First choose a password: press “Email me a link to choose a password” on this page. Or connect another account.',
  passkey_gone: 'This passkey no longer exists. Reload the page to see which ones do.',
  passkey_refused:
    "The passkey wasn't added: your device didn't confirm it was you, or it took too long. Try again.",
  too_many: "You have as many passkeys as there can be. Remove one you don't use.",
  wrong_setup_code:
    "This code doesn't match the key. Check that your phone's clock is right, and enter the code the app shows now.",
} as const;

/** On the sign-in page, when the code did not come. */
export function pendingOverSentence(
  why: 'too_late' | 'too_many_tries' | 'unknown',
  lifetime: string,
): string {
  if (why === 'too_many_tries') return 'Too many wrong codes. Sign in again to start over.';
  if (why === 'too_late') return `You didn't enter the code within ${lifetime}. Sign in again to start over.`;
  return 'This sign-in can no longer be finished. Sign in again to start over.';
}

/** Above the field for the code, where the person trusts some browser and this one is asked all the same. */
export function missingTrustSentence(trust: 'expired' | 'elsewhere'): string {
  return trust === 'expired'
    ? 'Your trust in this browser has expired, so we ask for a code.'
    : "You haven't trusted this browser, or its cookies were cleared, so we ask for a code.";
}
