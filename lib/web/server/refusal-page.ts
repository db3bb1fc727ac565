/**
 * A refusal for a person who sees it in a browser: a page in words with a way on, and the same status. We write it here instead
 * of letting Next render it, because a refused form still carries its action, which no page may get to see.
 */

import { unavailableTitle } from '../../words/unavailable';
import { signInPath, stepUpPath } from '../request/return-to';
import { isShown } from '../request/same-origin';
import { policyHeader } from './kept-headers';
import { plainDocument } from './plain-document';

type Shown = { readonly title: string; readonly text: string; readonly way: string; readonly words: string };

/** `asked` is the page to open again; without it the way on leads to the start page. */
export async function inWords(
  { headers }: { headers: Pick<Headers, 'get'> },
  response: Response,
  asked = '/',
): Promise<Response> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json');
  if (!isProblem || !isShown(headers)) return response;
  const { title, text, way, words } = shownFor(await response.json(), asked);
  const { html, policy } = plainDocument({ title, sentences: [text], way: { path: way, words } });
  const page = new Headers(response.headers);
  page.set('Content-Type', 'text/html; charset=utf-8');
  page.set('Content-Security-Policy', policy);
  // On a route that the gate let through, the policy for pages is already set.
  page.set(policyHeader, policy);
  return new Response(html, { status: response.status, headers: page });
}

type Refusal = { readonly code: string; readonly title: string; readonly status: number };

function shownFor({ code, title, status }: Refusal, asked: string): Shown {
  const start = { way: '/', words: 'Go to the start page' };
  if (code === 'cross_site') {
    const again = { way: asked, words: 'Open the page again' };
    return { title: "We couldn't take that", text: hiddenOrigin, ...(asked === '/' ? start : again) };
  }
  if (code === 'step_up_required')
    return { title, text: 'Then go back and try again.', way: stepUpPath(''), words: "Confirm it's you" };
  if (code === 'unavailable') return { title: unavailableTitle, text: title, way: asked, words: 'Try again' };
  if (status === 401)
    return { title: 'You are signed out', text: title, way: signInPath(null), words: 'Sign in' };
  if (status === 404) return { ...nothingHere, ...start };
  return { title, text: 'Go back and try again, or begin at the start page.', ...start };
}

/** The words of the product's own page. */
const nothingHere = {
  title: 'This page does not exist',
  text: 'The address may be mistyped, or what was here has been deleted.',
};

const hiddenOrigin =
  "Your browser didn't say that this came from one of our own pages, so nothing was changed. Open the page again and send it from there. If that doesn't help, try another browser or network: something on the way hides where a form comes from.";
