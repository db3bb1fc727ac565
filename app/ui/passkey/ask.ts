/** Asks the browser for a passkey, or to make one: what to ask comes from the server, and so does the word on the answer. */
'use client';

import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON as CreationOptions,
  type PublicKeyCredentialRequestOptionsJSON as RequestOptions,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';

export type Asked =
  | { readonly kind: 'answered'; readonly answer: string }
  /** The person thought better of it, waited too long, or has none that fits. */
  | { readonly kind: 'unused' }
  /** Another question took its place. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'proof_needed' }
  | { readonly kind: 'trouble'; readonly message: string };

/** Where the questions come from. */
export const passkeyQuestions = {
  signIn: '/api/passkeys/sign-in',
  secondFactor: '/api/passkeys/second-factor',
  stepUp: '/api/account/passkeys/step-up',
  new: '/api/account/passkeys/new',
} as const;

const unreachable = "Can't reach the server. Try again in a moment.";

export const canAsk = () => browserSupportsWebAuthn();
export const canOffer = () => browserSupportsWebAuthnAutofill();
export const stopAsking = () => WebAuthnAbortService.cancelCeremony();

/** What the form holds, with the passkey's answer in place of what else would prove who is there. */
export function withAnswer(form: HTMLFormElement | null, answer: string): FormData {
  const all = new FormData(form ?? undefined);
  all.set('passkey', answer);
  return all;
}

/** `quietly`: among what the browser offers for the field of the name, without a window of its own. */
export const askForPasskey = (path: string, { quietly = false } = {}): Promise<Asked> =>
  ask(path, (optionsJSON: RequestOptions) =>
    startAuthentication({ optionsJSON, useBrowserAutofill: quietly }),
  );

export const askForNewPasskey = (path: string): Promise<Asked> =>
  ask(path, (optionsJSON: CreationOptions) => startRegistration({ optionsJSON }));

async function ask<Options>(path: string, start: (options: Options) => Promise<object>): Promise<Asked> {
  const question = await questionFrom<Options>(path);
  if ('kind' in question) return question;
  try {
    return { kind: 'answered', answer: JSON.stringify(await start(question.options)) };
  } catch (fault) {
    return faultOf(fault);
  }
}

/** What the server sends is what the browser's own API takes, so it is handed on as it is. */
async function questionFrom<Options>(path: string): Promise<Asked | { readonly options: Options }> {
  try {
    const response = await fetch(path, { method: 'POST', cache: 'no-store' });
    if (response.ok) return { options: await response.json() };
    const { code, title } = await response.json();
    return code === 'step_up_required' ? { kind: 'proof_needed' } : { kind: 'trouble', message: title };
  } catch {
    return { kind: 'trouble', message: unreachable };
  }
}

/** The browser tells little on purpose: closing its window and waiting too long look alike. */
function faultOf(fault: unknown): Asked {
  const name = (fault as Error)?.name;
  if (name === 'InvalidStateError')
    return { kind: 'trouble', message: 'This device has a passkey for your account already.' };
  if (name === 'NotAllowedError') return { kind: 'unused' };
  if (name === 'AbortError') return { kind: 'replaced' };
  return {
    kind: 'trouble',
    message: 'Your browser could not use a passkey here. Try another browser or device.',
  };
}
