/** The sentences about second factors that are lost: how long it takes, and how far it is. Pure. */

import { durationWords, type Seconds } from '../time';
import { fullTimeWords } from '../time-words';

/** "72 hours" rather than "3 days": as it is spoken of, and no shorter on a weekend. */
export function waitWords(wait: Seconds): string {
  const hours = wait / 3600;
  return Number.isInteger(hours) && hours > 1 && hours < 100 ? `${hours} hours` : durationWords(wait);
}

export const resetByOperatorSentence =
  'Your account is an administrator’s, so this way is closed: whoever runs the service makes sure that it is you, and removes them. Ask them.';

type Open = { readonly until: Date; readonly link: 'none' | 'mailed' | 'too_old' };

/** What a person reads who has begun a wait, or comes back to see how far it is. */
export function factorResetSentence(
  { until, link }: Open,
  { zone, lifetime }: { readonly zone: string | undefined; readonly lifetime: Seconds },
): string {
  if (link !== 'none')
    return `The wait is over. The link that removes your second factors is in your mail; it works for ${durationWords(lifetime)}.`;
  return `The wait runs until ${fullTimeWords(until, zone)}. Then we mail you a link that removes your second factors. Every address of your account was told; signing in with one of your factors stops it.`;
}
