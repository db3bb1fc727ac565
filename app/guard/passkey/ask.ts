/**
 * Asks the browser to use a passkey or to make one. The question comes from the server, and so does the verdict on the answer.
 */
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
import type { ActionState } from '@/lib/web/guards/action-state';
import { troubleState } from '@/lib/web/guards/answers';
import { askOurs } from '../answers/ask-ours';

export type PasskeyAsked =
  | { readonly kind: 'answered'; readonly answer: string }
  /** The person thought better of it, waited too long, or has none that fits. */
  | { readonly kind: 'unused' }
  /** Another question took its place. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'proof_needed' }
  /** Somebody else is signed in here now. */
  | { readonly kind: 'another_person' }
  | { readonly kind: 'trouble'; readonly state: ActionState<never> };

/** Where the questions come from. */
export const passkeyQuestions = {
  signIn: '/api/passkeys/sign-in',
  secondFactor: '/api/passkeys/second-factor',
  stepUp: '/api/account/passkeys/step-up',
  new: '/api/account/passkeys/new',
} as const;

export const canAsk = () => browserSupportsWebAuthn();
export const canOffer = () => browserSupportsWebAuthnAutofill();
export const stopAsking = () => WebAuthnAbortService.cancelCeremony();

/** What the form holds, with the passkey's answer instead of any other proof. */
export function withAnswer(form: HTMLFormElement | null, answer: string): FormData {
  const all = new FormData(form ?? undefined);
  all.set('passkey', answer);
  return all;
}

type Question = {
  /** Whose page asks, if somebody is signed in. */
  readonly owner?: string | undefined;
  /** Offered among the suggestions of the name field, without a dialog of its own. */
  readonly quietly?: boolean;
};

export const fetchPasskeyOptions = (
  path: string,
  { owner, quietly = false }: Question = {},
): Promise<PasskeyAsked> =>
  ask(path, owner, (optionsJSON: RequestOptions) =>
    startAuthentication({ optionsJSON, useBrowserAutofill: quietly }),
  );

export const fetchNewPasskeyOptions = (path: string, { owner }: Question): Promise<PasskeyAsked> =>
  ask(path, owner, (optionsJSON: CreationOptions) => startRegistration({ optionsJSON }));

async function ask<Options>(
  path: string,
  owner: string | undefined,
  start: (options: Options) => Promise<object>,
): Promise<PasskeyAsked> {
  const question = await questionFrom<Options>(path, owner);
  if ('kind' in question) return question;
  try {
    return { kind: 'answered', answer: JSON.stringify(await start(question.options)) };
  } catch (fault) {
    return faultOf(fault);
  }
}

/** The server sends what the browser's own API takes, so it is passed on unchanged. */
async function questionFrom<Options>(
  path: string,
  owner: string | undefined,
): Promise<PasskeyAsked | { readonly options: Options }> {
  const answer = await askOurs<Options>(path, { method: 'POST', owner });
  if (answer.kind === 'answered') return { options: answer.body };
  if (answer.kind === 'another_person') return answer;
  const { trouble, problem, retryAfterSeconds } = answer;
  if (problem?.code === 'step_up_required') return { kind: 'proof_needed' };
  // What our server says is shown in its own words.
  const state = problem?.title
    ? refusal(problem.title)
    : troubleState(trouble, { typed: 'nothing', retryAfterSeconds });
  return { kind: 'trouble', state };
}

const refusal = (message: string): ActionState<never> => ({ status: 'refused', message });

/** The browser says little on purpose: closing its dialog and waiting too long look alike. */
function faultOf(fault: unknown): PasskeyAsked {
  const name = (fault as Error)?.name;
  if (name === 'InvalidStateError')
    return { kind: 'trouble', state: refusal('This device has a passkey for your account already.') };
  if (name === 'NotAllowedError') return { kind: 'unused' };
  if (name === 'AbortError') return { kind: 'replaced' };
  return {
    kind: 'trouble',
    state: refusal("Your browser couldn't use a passkey here. Try another browser or device."),
  };
}
