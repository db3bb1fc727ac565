/** What a browser holds from requesting a code by mail until the code comes. Without the code it opens nothing. */

import 'server-only';
import { headers } from 'next/headers';
import { env } from '../../config/env';
import type { FoundEmailCode } from '../../email-code/store';
import { lookUpEmailCode } from '../../flows/sign-in/ask-email-code';
import { durationWords, minutes } from '../../time';
import { emailCodeOverSentence } from '../../words/factors';
import { isStoreFault } from '../guards/store-fault';
import { anonymousContext } from '../request/request-info';
import { plainCookie } from './cookie';

/**
 * One at a time: this browser waits for the code it requested last. The cookie outlives the code for a while, so that the page
 * can say what happened.
 */
export const emailCodeCookie = plainCookie('email-code', () => env().policy.emailCodeLifetime + minutes(10));

/**
 * Undefined for a browser that requested none. While the database is down the form still shows, and sending it says to try
 * again later.
 */
export async function emailCodeHere(): Promise<FoundEmailCode | undefined> {
  const held = await emailCodeCookie.read();
  if (held === undefined) return undefined;
  try {
    return await lookUpEmailCode(anonymousContext(await headers()), held);
  } catch (fault) {
    if (!isStoreFault(fault)) throw fault;
    return undefined;
  }
}

export const emailCodeLifetimeWords = () => durationWords(env().policy.emailCodeLifetime);

export const emailCodeOverWords = (why: Extract<FoundEmailCode, { kind: 'over' }>['why']): string =>
  emailCodeOverSentence(why, emailCodeLifetimeWords());
