/**
 * A page of our own that needs neither Next nor a file: for requests that never reach a page, and for pages that cannot be
 * shown. Complete in itself, with a policy that lets nothing else in.
 */

import { onAccent, palette } from '../../config/palette';
import { product } from '../../config/product';
import { sha256 } from '../../crypto';

export type PlainDocument = {
  readonly title: string;
  readonly sentences: readonly string[];
  /** The way on: a path of ours. A path from a stranger that is not one leads to the start page. */
  readonly way: { readonly path: string; readonly words: string };
  /** The person's own choice, if they made one. */
  readonly theme?: 'light' | 'dark' | undefined;
  /** Comes back by itself: with scripts as soon as the server is ready, without them every so many seconds. */
  readonly retrySeconds?: number;
};

export type Rendered = { readonly html: string; readonly policy: string };

export function plainDocument({ title, sentences, way, theme, retrySeconds }: PlainDocument): Rendered {
  const path = escapedText(ownPath(way.path));
  const html = `<!doctype html>
<html lang="en"${theme ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${retrySeconds ? `\n<noscript><meta http-equiv="refresh" content="${retrySeconds}; url=${path}"></noscript>` : ''}
<title>${escapedText(title)} · ${escapedText(product.name)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${style}</style>
</head>
<body>
<main id="main">
<h1>${escapedText(title)}</h1>
${sentences.map((sentence) => `<p>${escapedText(sentence)}</p>`).join('\n')}
<p><a href="${path}">${escapedText(way.words)}</a></p>
</main>
${retrySeconds ? `<script>${script}</script>\n` : ''}</body>
</html>
`;
  return { html, policy: retrySeconds ? policyOf(script) : policyOf() };
}

/** Never another site, whatever the request said: `//host` would be one. */
const ownPath = (path: string): string => (/^\/(?![/\\])/.test(path) ? path : '/');

/** The colours of app/globals.css, as far as this page needs them. */
const style = `:root{color-scheme:light dark;--canvas:light-dark(#fbfbfc,#101114);--ink:light-dark(#1a1c22,#ececf1);--muted:light-dark(#585d6a,#a4a8b5);--accent:light-dark(${palette.light.accent},${palette.dark.accent});--ring:light-dark(${palette.light.ring},${palette.dark.ring})}
[data-theme=light]{color-scheme:light}[data-theme=dark]{color-scheme:dark}
body{margin:0;background:var(--canvas);color:var(--muted);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{box-sizing:border-box;min-height:100dvh;max-width:28rem;margin:auto;padding:4rem 1rem;display:flex;flex-direction:column;justify-content:center}
h1{margin:0 0 .5rem;color:var(--ink);font-size:1.25rem;line-height:1.4;font-weight:600;overflow-wrap:anywhere}p{margin:0 0 .5rem}
a{display:inline-block;margin:1rem 0;padding:.5rem .875rem;border-radius:8px;background:var(--accent);color:${onAccent};font-weight:500;text-decoration:none}a:focus-visible{outline:2px solid var(--ring);outline-offset:2px}`;

/** Asks less and less often. It opens a link of this page, because reload() would ask to send a form again. */
const script = `let pause=3000;const again=document.querySelector('a').href;
async function ask(){let ready=false;try{ready=(await fetch('/api/ready',{cache:'no-store'})).ok}catch{}
if(ready)return location.replace(again);pause=Math.min(pause*1.5,15000);setTimeout(ask,pause)}
setTimeout(ask,pause);`;

const hash = (text: string) => `'sha256-${sha256(text).toString('base64')}'`;

/** Allows only what is in the document. */
const policyOf = (ownScript?: string) =>
  [
    "default-src 'none'",
    ...(ownScript ? [`script-src ${hash(ownScript)}`, "connect-src 'self'"] : []),
    `style-src ${hash(style)}`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** As text or in quotes, in HTML, SVG and XML. */
export const escapedText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
