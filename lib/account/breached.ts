/**
 * Whether a password is known from a breach, asked by k-anonymity: only the first five characters of its SHA-1 leave
 * (ASVS 6.2.12). Where the list cannot be asked in time, the one that ships with the product decides alone.
 */

import { createHash } from 'node:crypto';
import { faultFields, log } from '../observe/log';
import type { Seconds } from '../time';

export type BreachList = {
  /** Of a range service that answers `SUFFIX:COUNT` lines; undefined asks nobody. */
  readonly url: URL | undefined;
  readonly timeout: Seconds;
};

/** Each waits up to a second for someone else's server; strangers can cause them, so no more than this at once. */
const mostAtOnce = 20;
let underWay = 0;

/** A real answer is about a thousand lines of forty characters. */
const longestAnswer = 1_000_000;

/** Fails open within the timeout, or at once where too many are under way, with a log line; never throws. */
export async function isBreached(password: string, list: BreachList): Promise<boolean> {
  if (!list.url) return false;
  if (underWay >= mostAtOnce) {
    log.warn({ event: 'breach_lookup_skipped' }, 'breach_lookup_skipped');
    return false;
  }
  underWay += 1;
  const hash = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
  try {
    const answer = await rangeOf(hash.slice(0, 5), list.url, AbortSignal.timeout(list.timeout * 1000));
    return hasSuffix(answer, hash.slice(5));
  } catch (fault) {
    log.warn({ event: 'breach_lookup_failed', ...faultFields(fault) }, 'breach_lookup_failed');
    return false;
  } finally {
    underWay -= 1;
  }
}

async function rangeOf(prefix: string, url: URL, signal: AbortSignal): Promise<string> {
  // Padded, so that the length of the answer does not tell which range was asked for.
  const response = await fetch(new URL(prefix, url), {
    signal,
    headers: { 'Add-Padding': 'true' },
    redirect: 'error',
    cache: 'no-store',
  });
  if (!response.ok || !response.body) throw new Error(`the breach list answered ${response.status}`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) throw new Error('the breach list answered too much');
  }
  return text;
}

/** Padding comes with a count of zero. */
const hasSuffix = (answer: string, suffix: string) =>
  answer.split('\n').some((line) => {
    const [found, count] = line.trim().split(':');
    return found === suffix && Number(count) > 0;
  });
