/** How we answer a request that never reaches a page: with a problem document, or with a page for a person who reads it. */

import type { IncomingMessage } from 'node:http';
import { product } from '../../config/product';
import { type ProblemCode, problemText } from '../guards/problem';
import { isApi, type Oddity } from './odd-request';
import { plainDocument } from './plain-document';

export type Refusal = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export function refusalOf({ code, allow }: Oddity, request: IncomingMessage): Refusal {
  const { status, text } = problemText(code);
  const page = isRead(request) ? pageAbout(code, request.url) : undefined;
  const headers = {
    'Cache-Control': 'private, no-store',
    'Content-Type': page ? 'text/html; charset=utf-8' : 'application/problem+json',
    ...(page ? { 'Content-Security-Policy': page.policy } : {}),
    ...(allow ? { Allow: allow } : {}),
  };
  return { status, headers, body: page ? page.html : text };
}

/** True for a person in a browser; a page's script wants a document that it can parse. */
export function isRead({ url = '', headers }: IncomingMessage): boolean {
  if (isApi(url) || headers['next-action'] !== undefined || headers.rsc !== undefined) return false;
  return headers['sec-fetch-dest'] === 'document' || Boolean(headers.accept?.includes('text/html'));
}

type Words = { readonly title: string; readonly sentence: string; readonly again?: true };

/** Takes nothing from the request except the way back to a page that was open a moment ago. */
function pageAbout(code: ProblemCode, asked = '/') {
  const { title, sentence, again } = words[code] ?? plainWords;
  const way = again
    ? { path: asked, words: 'Open the page again' }
    : { path: '/', words: 'Go to the start page' };
  return plainDocument({ title, sentences: [sentence], way });
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
  outdated: {
    title: 'This form is out of date',
    sentence: `${product.name} was updated after you opened this page, so nothing was changed. Open the page again and send the form from there.`,
    again: true,
  },
  too_large: {
    title: 'That was too much at once',
    sentence: 'Go back, make it shorter, and send it again.',
  },
};
