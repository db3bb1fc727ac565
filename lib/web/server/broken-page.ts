/**
 * If a page breaks while it renders, Next answers with 500 and an empty document. If the database broke it, the browser gets
 * 503 instead, with a time to try again and a page in words. The same goes for a page that says nothing for too long.
 */

import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import { patience } from '../../config/database-limits';
import type { StoreTrouble } from '../../words/unavailable';
import { bothNames } from '../cookies/cookie-name';
import { privateCaching, unavailableRetrySeconds } from '../guards/problem';
import { type UnavailableFor, unavailableDocument } from './unavailable-document';

const trouble = Symbol.for('app.store-trouble');
type Marked = ServerResponse & { [trouble]?: StoreTrouble };

/** Notes that the database failed this request. The answer may still be good: the page may do without what it asked for. */
export function markTrouble(response: ServerResponse, kind: StoreTrouble): void {
  (response as Marked)[trouble] ??= kind;
}

/** Works on the raw response, because when a page breaks, rendering is over and Next has decided. */
export function replaceBrokenPage(
  request: IncomingMessage,
  response: ServerResponse,
  patienceSeconds: number = patience.page,
): void {
  const { write, end, writeHead } = response;
  let replaced = false;
  const replace = (kind: StoreTrouble) => {
    replaced = true;
    const { html, policy } = unavailableDocument(kind, askedOf(request));
    for (const name of describingBody) response.removeHeader(name);
    for (const [name, value] of headersOf(html, policy)) response.setHeader(name, value);
    response.statusCode = 503;
    writeHead.call(response, 503);
    end.call(response, html, 'utf8');
    // Next carries on with its own answer, which comes too late to be sent.
    for (const name of ['setHeader', 'appendHeader', 'removeHeader'] as const)
      Object.assign(response, { [name]: () => response });
  };
  const broken = (status: number) => !response.headersSent && status === 500 && (response as Marked)[trouble];

  response.writeHead = ((status: number, ...more: never[]) => {
    const kind = broken(status);
    if (kind) replace(kind);
    return replaced ? response : writeHead.call(response, status, ...more);
  }) as ServerResponse['writeHead'];
  const unlessBroken = (sends: (...chunk: never[]) => unknown, instead: unknown) =>
    ((...chunk: never[]) => {
      const kind = broken(response.statusCode);
      if (kind) replace(kind);
      return replaced ? instead : sends.apply(response, chunk);
    }) as never;
  response.write = unlessBroken(write, true);
  response.end = unlessBroken(end, response);

  const late = setTimeout(() => {
    if (!response.headersSent && !replaced) replace('away');
  }, patienceSeconds * 1000).unref();
  response.once('close', () => clearTimeout(late));
}

const headersOf = (html: string, policy: string): [string, OutgoingHttpHeader][] => [
  ...Object.entries(privateCaching),
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Content-Length', Buffer.byteLength(html)],
  ['Content-Security-Policy', policy],
  ['Retry-After', String(unavailableRetrySeconds)],
];

/** Headers that describe the body we do not send. */
const describingBody = [
  'Content-Encoding',
  'Content-Length',
  'Transfer-Encoding',
  'ETag',
  'Link',
  'Location',
];

const themeCookie = new RegExp(`(?:^|; )(?:${bothNames('theme').join('|')})=(light|dark)(?:;|$)`);

function askedOf({ method, url = '', headers }: IncomingMessage): UnavailableFor {
  const theme = themeCookie.exec(headers.cookie ?? '')?.[1];
  return { url, sent: method === 'POST', theme: theme as UnavailableFor['theme'] };
}
