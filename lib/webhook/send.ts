/** One POST to a receiver: to the address that was checked, without redirects, bounded in time, and deaf to what is said besides a status. */

import { request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { checkUrl, hostOf } from './address';
import type { SendFault } from './events';
import { type AskNames, type Resolved, resolveHost } from './resolve';

export type Sending = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Reach = {
  readonly allowPrivate: boolean;
  /** For tests. */
  readonly ask?: AskNames;
  /** Milliseconds, from the connection to the status. */
  readonly patience?: number;
};

/** The status, or why there is none. */
export type Answer = number | SendFault;

/** RFC 8935 asks for 202; what most receivers answer counts as well. */
const taken = new Set([200, 202, 204]);
export const isTaken = (answer: Answer): boolean => typeof answer === 'number' && taken.has(answer);

/** The receiver says that there is nothing any more and never will be (RFC 9110 §15.5.11). */
export const isGone = (answer: Answer): boolean => answer === 410;

const usualPatience = 10_000;
/** Bytes: a status line and its headers. */
const longestHead = 16_384;

/** Never throws for what the other side does. */
export async function post(sending: Sending, reach: Reach): Promise<Answer> {
  const url = checkUrl(sending.url, reach.allowPrivate);
  if (typeof url === 'string') return url === 'not_https' ? 'insecure' : 'private_address';
  const to = await resolveHost(hostOf(url), reach.allowPrivate, reach.ask);
  return typeof to === 'string' ? to : postTo(url, to, sending, reach.patience ?? usualPatience);
}

type LookedUp = (fault: null, address: string | Resolved[], family?: number) => void;

/** Answers what was resolved and checked, without asking anybody. */
const pinnedTo =
  (to: Resolved) =>
  (_host: string, options: { readonly all?: boolean | undefined }, told: LookedUp): void =>
    options.all ? told(null, [to]) : told(null, to.address, to.family);

function postTo(url: URL, to: Resolved, { headers, body }: Sending, patience: number): Promise<Answer> {
  const request = url.protocol === 'http:' ? requestPlainly : requestSecurely;
  return new Promise((answer) => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), patience);
    const over = (said: Answer) => {
      clearTimeout(timer);
      answer(said);
    };
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      lookup: pinnedTo(to) as never,
      maxHeaderSize: longestHead,
      signal: late.signal,
    });
    sent.on('response', (response) => {
      over(response.statusCode ?? 0);
      // Nothing of it is read, let alone kept.
      response.destroy();
    });
    sent.on('error', (fault) => over(late.signal.aborted ? 'timeout' : faultOf(fault)));
    // Also for what is neither an answer nor a fault, such as another protocol.
    sent.on('close', () => over('unreachable'));
    sent.end(body);
  });
}

const faultOf = (fault: Error & { code?: string }): SendFault =>
  /CERT|TLS|SSL|SELF_SIGNED|ALTNAME|EPROTO|UNABLE_TO/i.test(fault.code ?? '') ? 'insecure' : 'unreachable';
