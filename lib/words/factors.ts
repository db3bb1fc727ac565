/** The sentences about second factors: how somebody proved it was them, and what went wrong with a code. Pure. */

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
  if (why === 'too_late') return `The code worked for ${lifetime}. Ask for another one to start over.`;
  return 'This code cannot be used any more. Ask for another one to start over.';
}

const noCodes = {
  app: 'This is not a code from the app: it has six digits.',
  recovery: 'This is not a recovery code: it has 24 letters and digits.',
  either: 'This is not a code: one from the app has six digits, a recovery code 24 letters and digits.',
  mail: 'This is not the code from the mail: it has eight digits.',
} as const;

/** `kind`: what the field asked for. It costs no try, so it speaks of none. */
export const notACodeSentence = (kind: keyof typeof noCodes): string => noCodes[kind];

/** Near the end of the tries it says what the next mistakes cost. */
export function wrongEmailCodeSentence(triesLeft: number | undefined, cost: string): string {
  const again = 'This is not the code. Type the one from the newest mail.';
  if (triesLeft === undefined || triesLeft > 2) return again;
  return `${again} ${triesLeft === 1 ? '1 try' : `${triesLeft} tries`} left, then ${cost}.`;
}

const wrongCodes = {
  app: 'This code does not work. Each code works once; wait for the next one and try again.',
  recovery: 'This recovery code does not work. Each works once: try another one from your list.',
  either:
    'This code does not work. Each code works once: wait for the next one from the app, or try another recovery code.',
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
  'This passkey does not open an account here, or you answered too late. Try again, or sign in another way.';

export const codeNeededSentence = 'Your account asks for a code now. Type one from your authenticator app.';

export const emailCodeNeededSentence = 'Enter the code from your email.';

export const stepUpCodeOverSentence =
  'This code cannot be used any more, or it was asked for elsewhere. Send another one.';

/** What speaks against a change of the second factors. */
export const factorRefusals = {
  superseded: 'Another tab changed something just now. Reload the page and try again.',
  already_on: 'An authenticator app is on already. Reload the page to see it.',
  not_on: 'No authenticator app is on. Reload the page to see what is.',
  not_started: 'Setting it up took too long, or began anew in another tab. Start again for a fresh key.',
  no_factor: 'Add a passkey or an authenticator app first: recovery codes stand in for them.',
  not_found: 'This browser is not trusted any more, so there is nothing to do.',
  last_way_in:
    'This is the only way into your account. First choose a password: press “Email me a link to choose a password” on this page. Or connect another account.',
  passkey_gone: 'This passkey is not there any more. Reload the page to see which are.',
  passkey_refused:
    'The passkey was not added: your device did not confirm that it was you, or it took too long. Try again.',
  too_many: 'You have as many passkeys as there can be. Remove one that you do not use.',
  wrong_setup_code:
    'This code does not fit the key. Check that the clock of your phone is right, and type the code that the app shows now.',
} as const;

/** On the sign-in page, when the code did not come. */
export function pendingOverSentence(
  why: 'too_late' | 'too_many_tries' | 'unknown',
  lifetime: string,
): string {
  if (why === 'too_many_tries') return 'Too many wrong codes. Sign in again to start over.';
  if (why === 'too_late')
    return `The code has to be entered within ${lifetime}. Sign in again to start over.`;
  return 'This sign-in cannot be finished any more. Sign in again to start over.';
}

/** Above the field for the code, where the person trusts some browser and this one is asked all the same. */
export function missingTrustSentence(trust: 'expired' | 'elsewhere'): string {
  return trust === 'expired'
    ? 'The time for which you trusted this browser is over, so we ask for the code.'
    : 'This browser is not one that you trust, or its cookies were cleared, so we ask for the code.';
}
