/** What people read about API keys. Pure. */

import type { KeyEndReason } from '../api-key/rules';
import { scopes } from '../config/scopes';
import { durationWords } from '../time';

const endWords: Readonly<Record<KeyEndReason, string>> = {
  person: 'revoked',
  expired: 'it expired',
  unused: 'nothing used it for too long',
  leaked: 'it was found in a public place',
  member_removed: 'its person left the organization',
  account: 'the account of its person was closed, or how it is protected changed',
  operator: 'we ended it as a precaution',
};

export const keyEndWords = (reason: string | null): string | undefined =>
  reason !== null && Object.hasOwn(endWords, reason) ? endWords[reason as KeyEndReason] : undefined;

/** A scope that the product no longer has says its own name. */
export const scopeLabel = (scope: string): string =>
  Object.hasOwn(scopes, scope) ? scopes[scope as keyof typeof scopes] : scope;

/** In its largest unit, to the nearest: "3 minutes", "12 days". */
function roughly(length: number): string {
  const size = [86_400, 3600, 60].find((unit) => length >= unit) ?? 1;
  return durationWords(Math.round(length / size) * size);
}

/** "Last used 3 minutes ago from 203.0.113.0". */
export function keyUseWords(secondsAgo: number | undefined, from: string | null): string {
  if (secondsAgo === undefined) return 'Not used yet';
  const when = secondsAgo < 60 ? 'just now' : `${roughly(secondsAgo)} ago`;
  return `Last used ${when}${from ? ` from ${from}` : ''}`;
}

/** "expires in 12 days". */
export const keyExpiryWords = (secondsLeft: number): string => `expires in ${roughly(secondsLeft)}`;

export const keyLengthWords = (days: number): string => durationWords(days * 86_400);

export const keyShownOnceSentence = 'Copy this key now. It is shown once.';

/** What a key can do for a thief, before it is made. */
export const keyWarningSentence =
  'A key is as good as a password for what it may do. Keep it where you keep your passwords, and out of code.';

export const keyGoneSentence = 'This key has ended or is not yours. Reload the page to see the current list.';
export const keyNotAllowedSentence = "You can't do this any more. Reload the page. Nothing was changed.";
export const keyScopesSentence = 'Choose what the key may do.';
export const keyLengthSentence = 'Choose how long the key is good for.';

export const tooManyKeysSentence = (most: number): string =>
  `There are ${most} keys, which is the most. Revoke one that isn't needed any more.`;
