/** The sentences about signing in with an account elsewhere: what became of it, and what to do. Pure. */

import { isOn } from '../config/features';
import { type ProviderName, providerLabels } from '../config/providers';
import type { LinkIdentityRefusal } from '../flows/factors/link-identity';
import type { SignInWithRefusal } from '../flows/sign-in/sign-in-with-provider';
import type { ClaimFault } from '../identity/claim';

export type ProviderWord =
  | ClaimFault
  | Exclude<SignInWithRefusal, 'second_factor_needed'>
  | LinkIdentityRefusal
  | 'over'
  | 'link_denied'
  | 'link_over'
  | 'link_unreachable'
  | 'linked'
  | 'last_way_in'
  | 'not_found'
  | 'not_waiting'
  | 'session_changed'
  | 'unavailable';

/** `%` is the provider's name. */
const sentences: Record<ProviderWord, string> = {
  denied: "% wasn't allowed to sign you in, so nothing happened. Try again, or use another way.",
  over: "This sign-in with % can't be finished: it took too long, was already finished, or was started again in another tab. Start over.",
  not_valid: "We couldn't use what % answered, so nothing happened. Start over.",
  unreachable: "We can't reach % right now. Try again in a moment, or use another way.",
  unavailable: "Our database didn't answer, so this couldn't be finished. Start over in a moment.",
  address_unverified:
    "% hasn't made sure that your email address is yours. Confirm it there and try again, or use a password.",
  address_not_current: `% can't tell whether this email address is still yours. Sign in ${isOn('openSignUp') ? 'or sign up ' : ''}with it here, then connect % in Settings under Security.`,
  address_reserved: "The email address of this % account can't be used here right now. Use another one.",
  account_exists:
    "You already have an account with this address. Sign in once, and we'll connect % when you say so.",
  account_closed:
    "This % account doesn't open an account here right now. If you have one, check your email, or use your password.",
  not_invited: "New accounts are by invitation only, and the address of this % account hasn't been invited.",
  rate_limited: 'Too many accounts were created from your network. Wait a while, then try again.',
  link_denied: "% wasn't allowed to connect, so nothing happened.",
  link_over:
    "This connection with % can't be finished: it took too long, was already finished, or was started again in another tab. Start over.",
  link_unreachable: "We can't reach % right now, so nothing happened. Try again in a moment.",
  linked: '% is connected: from now on it signs you in, too. All your other devices were signed out.',
  already_linked: 'This % account is already connected.',
  linked_elsewhere:
    "This % account is connected to another account here, so it wasn't connected to yours. Disconnect it there first.",
  last_way_in: `% is your only way in, so it stays connected. First ${isOn('passkeys') ? 'add a passkey on this page, or ' : ''}choose a password: press “Email me a link to choose a password”.`,
  not_found: 'This account is no longer connected. Reload the page to see what is.',
  not_waiting: 'This took too long. Connect % with the button below.',
  session_changed:
    "You're no longer signed in as you were when this began, so % wasn't connected. Start over.",
  proof_needed: "You took too long to come back, so % wasn't connected. Start over.",
  session_ended: "Your session ended in the meantime, so % wasn't connected. Start over.",
  superseded: 'Another tab changed something just now. Start over.',
};

export const providerSentence = (word: ProviderWord, provider: ProviderName): string =>
  sentences[word].replaceAll('%', providerLabels[provider]);

/** What becomes of a way that was to connect, where a sign-in would be told something else. */
const linkWords: Partial<Record<ProviderWord, ProviderWord>> = {
  denied: 'link_denied',
  over: 'link_over',
  unreachable: 'link_unreachable',
};

export const wordForLink = (word: ProviderWord): ProviderWord => linkWords[word] ?? word;

export const isProviderWord = (text: unknown): text is ProviderWord =>
  typeof text === 'string' && Object.hasOwn(sentences, text);
