/** What a browser holds from asking for a code by mail until it comes. It opens nothing without the code. */

import 'server-only';
import { cookies, headers } from 'next/headers';
import { env } from '../../config/env';
import type { FoundEmailCode } from '../../email-code/store';
import { lookUpEmailCode } from '../../flows/sign-in/ask-email-code';
import { durationWords, minutes } from '../../time';
import { emailCodeOverSentence } from '../../words/factors';
import { isStoreFault } from '../guards/store-fault';
import { anonymousContext } from '../request/request-info';
import { setCookieInPlace } from './in-place';
import { expiredCookie } from './session';

const cookieName = () => (env().appUrl.protocol === 'https:' ? '__Host-email-code' : 'email-code');

/** It outlives the code for a while, so that the page can say what became of it. */
const lasting = () => ({ ...expiredCookie(), maxAge: env().policy.emailCodeLifetime + minutes(10) });

/** Replaces an earlier one: this browser waits for one code at a time. */
export async function keepEmailCode(secret: string): Promise<void> {
  (await cookies()).set(cookieName(), secret, lasting());
}

export const keepEmailCodeInPlace = (secret: string): Promise<void> =>
  setCookieInPlace(cookieName(), secret, lasting());

export const heldEmailCode = async (): Promise<string | undefined> =>
  (await cookies()).get(cookieName())?.value;

export async function clearEmailCode(): Promise<void> {
  const jar = await cookies();
  if (jar.has(cookieName())) jar.set(cookieName(), '', expiredCookie());
}

/** Undefined for a browser that asked for none. While the database is away the form is there: it says itself that trying has to wait. */
export async function emailCodeHere(): Promise<FoundEmailCode | undefined> {
  const held = await heldEmailCode();
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
