/**
 * The page for when a page cannot be rendered: one document that needs neither Next nor the database. It comes back by
 * itself, with scripts as soon as the server is ready, without them every few seconds.
 */

import { product } from '../config/product';
import { sha256 } from '../crypto';
import { pageSentences, type Trouble, unavailableTitle } from './unavailable-words';

/** Seconds between two tries of a browser without scripts. */
const refreshSeconds = 10;

export type Asked = {
  /** The path and query that were asked for; written by a stranger. */
  readonly url: string;
  /** A form was posted. */
  readonly sent: boolean;
  /** What the person has chosen, where they have. */
  readonly theme: 'light' | 'dark' | undefined;
};

export type Document = { readonly html: string; readonly policy: string };

export function unavailableDocument(trouble: Trouble, { url, sent, theme }: Asked): Document {
  const path = escaped(ownPath(url));
  const sentences = pageSentences(trouble, sent).map((sentence) => `<p>${escaped(sentence)}</p>`);
  const html = `<!doctype html>
<html lang="en"${theme ? ` data-theme="${theme}"` : ''}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<noscript><meta http-equiv="refresh" content="${refreshSeconds}; url=${path}"></noscript>
<title>${unavailableTitle} · ${escaped(product.name)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${style}</style>
<main id="main">
<h1>${unavailableTitle}</h1>
${sentences.join('\n')}
<p><a href="${path}">Try again</a></p>
<p><small>This page tries again by itself every few seconds.</small></p>
</main>
<script>${script}</script>
</html>
`;
  return { html, policy };
}

/** Never another site, whatever the request line said: \`//host\` would be one. */
const ownPath = (url: string): string => (/^\/(?![/\\])/.test(url) ? url : '/');

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** The colours of app/globals.css, as far as this page has any. */
const style = `:root{color-scheme:light dark;--canvas:light-dark(#fbfbfc,#101114);--ink:light-dark(#1a1c22,#ececf1);--muted:light-dark(#585d6a,#a4a8b5);--accent:light-dark(#2f57cf,#3d66e0);--ring:light-dark(#2f57cf,#86a4fb)}
[data-theme=light]{color-scheme:light}[data-theme=dark]{color-scheme:dark}
body{margin:0;background:var(--canvas);color:var(--muted);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{box-sizing:border-box;min-height:100dvh;max-width:28rem;margin:auto;padding:4rem 1rem;display:flex;flex-direction:column;justify-content:center}
h1{margin:0 0 .5rem;color:var(--ink);font-size:1.25rem;line-height:1.4;font-weight:600}p{margin:0 0 .5rem}
a{display:inline-block;margin:1rem 0;padding:.5rem .875rem;border-radius:8px;background:var(--accent);color:#fff;font-weight:500;text-decoration:none}a:focus-visible{outline:2px solid var(--ring);outline-offset:2px}`;

/** Asks ever less often. A link of this page and not reload(), which would ask to send a form again. */
const script = `let pause=3000;const again=document.querySelector('a').href;
async function ask(){let ready=false;try{ready=(await fetch('/api/ready',{cache:'no-store'})).ok}catch{}
if(ready)return location.replace(again);pause=Math.min(pause*1.5,15000);setTimeout(ask,pause)}
setTimeout(ask,pause);`;

const hash = (text: string) => `'sha256-${sha256(text).toString('base64')}'`;

/** Nothing but what stands in the document. */
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
