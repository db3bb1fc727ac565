/** The sentences about second factors that are lost: how long it takes, and how far it is. Pure. */

import { isProviderName, providerLabels } from '../config/providers';
import type { FirstFactor } from '../proof';
import { durationWords, type Seconds } from '../time';
import { fullTimeWords } from './times';

/** "72 hours" rather than "3 days": as it is spoken of, and no shorter on a weekend. */
export function resetWaitWords(wait: Seconds): string {
  const hours = wait / 3600;
  return Number.isInteger(hours) && hours > 1 && hours < 100 ? `${hours} hours` : durationWords(wait);
}

/** The same before a noun: "a 72-hour wait". */
export const waitAdjective = (wait: Seconds): string =>
  resetWaitWords(wait).replace(/^(\d+) (\w+?)s?$/, '$1-$2');

export const resetByOperatorSentence =
  'Your account is an administrator’s, so this way is closed. Ask the people who run the service: once they’ve made sure it’s you, they remove them.';

/** What opens the account by itself once the second factors are gone. Undefined while nobody can tell how it began. */
export function aloneWords(begunWith: FirstFactor | undefined): string {
  if (begunWith === 'password') return 'your password alone signs you in';
  if (begunWith === 'email_code') return 'a code from your email alone signs you in';
  if (isProviderName(begunWith)) return `${providerLabels[begunWith]} alone signs you in`;
  return 'the first step of signing in is enough';
}

/** Above what is said of a wait. */
export const waitTitle = ({ link }: Open): string =>
  link === 'none' ? 'The wait has begun' : 'The wait is over';

type Open = { readonly until: Date; readonly link: 'none' | 'mailed' | 'too_old' };

/** What a person reads who has begun a wait, or comes back to see how far it is. */
export function factorResetSentence(
  { until, link }: Open,
  { zone, lifetime }: { readonly zone: string | undefined; readonly lifetime: Seconds },
): string {
  if (link !== 'none')
    return `The wait is over. The link that removes your second factors is in your email; it works for ${durationWords(lifetime)}.`;
  return `The wait runs until ${fullTimeWords(until, zone)}. Then we’ll email you a link that removes your second factors. To stop it, follow the link in the email we sent to every address of your account, or sign in with one of your factors.`;
}
