/**
 * A refusal for whoever looks at it in a browser: a page in words with a way on, under the same status. It is written here
 * and not rendered by Next, because a refused form still carries its action: no page may get to see it.
 */

import { createHash } from 'node:crypto';
import { product } from '../config/product';
import { signInPath, stepUpPath } from './return-to';
import { isShown } from './same-origin';

type Shown = { readonly title: string; readonly text: string; readonly way: string; readonly words: string };

/** `asked` is the page to open again; without it the way leads to the start page. */
export async function inWords(
  { headers }: { headers: Pick<Headers, 'get'> },
  response: Response,
  asked = '/',
): Promise<Response> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json');
  if (!isProblem || !isShown(headers)) return response;
  const page = new Headers(response.headers);
  page.set('Content-Type', 'text/html; charset=utf-8');
  page.set('Content-Security-Policy', policy);
  // Two slashes would lead to another host.
  const way = /^\/(?![/\\])/.test(asked) ? asked : '/';
  return new Response(documentOf(shownFor(await response.json(), way)), {
    status: response.status,
    headers: page,
  });
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
  if (status === 401)
    return { title: 'You are signed out', text: title, way: signInPath(null), words: 'Sign in' };
  const text =
    status === 404
      ? 'The address may be mistyped, or what was here has been deleted.'
      : 'Go back and try again, or begin at the start page.';
  return { title, text, ...start };
}

const hiddenOrigin =
  'Your browser did not say that this came from one of our own pages, so nothing was changed. Open the page again and send it from there. If that does not help, try another browser or network: something on the way hides where a form comes from.';

/** The look of the product's plain pages. No file is loaded: whatever went wrong, this is complete. */
const style = `
:root{color-scheme:light dark;font:1rem/1.5 ui-sans-serif,system-ui,sans-serif;
background:light-dark(#fbfbfc,#101114);color:light-dark(#1a1c22,#ececf1)}
body{margin:0;min-height:100dvh;display:grid;align-items:center}
main{box-sizing:border-box;width:100%;max-width:28rem;margin:0 auto;padding:4rem 1rem}
h1{margin:0;font-size:1.25rem;line-height:1.75rem;overflow-wrap:anywhere}
p{margin:.5rem 0 1.5rem;color:light-dark(#585d6a,#a4a8b5)}
a{display:inline-block;padding:.5rem 1rem;border-radius:.5rem;background:light-dark(#2f57cf,#3d66e0);
color:#fff;font-weight:500;text-decoration:none}
a:focus-visible{outline:2px solid light-dark(#2f57cf,#86a4fb);outline-offset:2px}`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const documentOf = ({ title, text, way, words }: Shown) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)} · ${escaped(product.name)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
<a href="${escaped(way)}">${escaped(words)}</a>
</main>
</body>
</html>
`;

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
