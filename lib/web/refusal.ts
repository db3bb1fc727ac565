/** How a request is answered that never reaches a page: a problem document, or a page of its own for whoever reads it. */

import type { IncomingMessage } from 'node:http';
import { isApi, type Oddity } from './odd-request';
import { plainDocument } from './plain-document';
import { type ProblemCode, problemText } from './problem';

export type Refusal = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export function refusalOf({ code, allow }: Oddity, request: IncomingMessage): Refusal {
  const { status, text } = problemText(code);
  const page = isRead(request) ? pageAbout(code) : undefined;
  const headers = {
    'Cache-Control': 'private, no-store',
    'Content-Type': page ? 'text/html; charset=utf-8' : 'application/problem+json',
    ...(page ? { 'Content-Security-Policy': page.policy } : {}),
    ...(allow ? { Allow: allow } : {}),
  };
  return { status, headers, body: page ? page.html : text };
}

/** By a person, in a browser; a script of a page wants a document that it can read. */
function isRead({ url = '', headers }: IncomingMessage): boolean {
  if (isApi(url) || headers['next-action'] !== undefined || headers.rsc !== undefined) return false;
  return headers['sec-fetch-dest'] === 'document' || Boolean(headers.accept?.includes('text/html'));
}

type Words = { readonly title: string; readonly sentence: string };

/** Nothing in it comes from the request. */
function pageAbout(code: ProblemCode) {
  const { title, sentence } = words[code] ?? plainWords;
  return plainDocument({ title, sentences: [sentence], way: { path: '/', words: 'Go to the start page' } });
}

const plainWords: Words = {
  title: 'This request can’t be read',
  sentence: 'The address may be mistyped, or what was sent got damaged on the way. Go back and try again.',
};
const words: Partial<Record<ProblemCode, Words>> = {
  not_found: {
    title: 'This page does not exist',
    sentence: 'The address may be mistyped, or what was here has been deleted.',
  },
  method_not_allowed: {
    title: 'This can’t be done here',
    sentence: 'The address exists, but not for what was asked of it.',
  },
  too_large: {
    title: 'That was too much at once',
    sentence: 'Go back, make it shorter, and send it again.',
  },
};
