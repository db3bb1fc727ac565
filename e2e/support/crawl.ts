/** Follows the links of pages over plain HTTP, as far as they lead. */

import { ask, type HttpAnswer, type HttpQuestion } from './http';
import { askRsc } from './leaks';

export type Visited = { readonly path: string; readonly status: number; readonly everything: string };

const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x27;', "'");

/** Pages and files of ours; what is built is the same for everybody. */
function linksIn({ text, headers }: HttpAnswer): string[] {
  const linked = [...text.matchAll(/(?:href|action)="(\/[^"#]*)/g)].map(([, href = '']) => plain(href));
  const { location } = headers;
  const all = location ? [...linked, new URL(location, 'http://localhost').pathname] : linked;
  return all.filter((href) => !href.startsWith('//') && !href.startsWith('/_next/'));
}

const enough = 300;

/** Each page also as the router asks for it. Throws where there is no end to it. */
export async function crawl(from: readonly string[], question: HttpQuestion): Promise<Visited[]> {
  const visited: Visited[] = [];
  const known = new Set(from);
  const waiting = [...from];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const answer = await ask(path, question);
    const { everything } = await askRsc(path, question);
    visited.push({ path, status: answer.status, everything: answer.everything + everything });
    for (const link of linksIn(answer)) {
      if (known.has(link)) continue;
      if (known.size >= enough) throw new Error(`more than ${enough} addresses, the last of them ${link}`);
      known.add(link);
      waiting.push(link);
    }
  }
  return visited;
}
