/** How a request is answered that never reaches a page: a problem document, or a page of its own for whoever reads it. */

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { product } from '../config/product';
import { isApi, type Oddity } from './odd-request';
import { type ProblemCode, problemText } from './problem';

export type Refusal = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export function refusalOf({ code, allow }: Oddity, request: IncomingMessage): Refusal {
  const { status, text } = problemText(code);
  const words = isRead(request) ? wordsOf(code) : undefined;
  const headers = {
    'Cache-Control': 'private, no-store',
    'Content-Type': words ? 'text/html; charset=utf-8' : 'application/problem+json',
    ...(words ? { 'Content-Security-Policy': policy } : {}),
    ...(allow ? { Allow: allow } : {}),
  };
  return { status, headers, body: words ? page(words) : text };
}

/** By a person, in a browser; a script of a page wants a document that it can read. */
function isRead({ url = '', headers }: IncomingMessage): boolean {
  if (isApi(url) || headers['next-action'] !== undefined || headers.rsc !== undefined) return false;
  return headers['sec-fetch-dest'] === 'document' || Boolean(headers.accept?.includes('text/html'));
}

type Words = { readonly title: string; readonly sentence: string };

const wordsOf = (code: ProblemCode): Words => ({ ...plainWords, ...words[code] });
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

const style =
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{max-width:34rem;margin:20vh auto;padding:0 1rem}h1{font-size:1.5rem}';
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Nothing in it comes from the request. */
const page = ({ title, sentence }: Words) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${product.name}</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${sentence}</p><p><a href="/">Go to the start page</a></p></main></body>
</html>
`;
