/** What the built app offers an attacker: its addresses, the ids of its actions, and the forms on its pages. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../http';

export type Form = {
  readonly path: string;
  /** Field by field as a browser without scripts sends it. */
  readonly fields: readonly (readonly [name: string, value: string])[];
};

export type Grounds = {
  readonly pages: readonly string[];
  readonly routes: readonly string[];
  readonly files: readonly string[];
  readonly actions: readonly string[];
  readonly buildId: string;
  readonly forms: readonly Form[];
};

const build = process.env.NEXT_DIST_DIR ?? '.next';
const read = (name: string) => JSON.parse(readFileSync(join(build, name), 'utf8'));

/** With somebody's session, because most forms stand behind it. */
export async function survey(at: string, cookie: string): Promise<Grounds> {
  const addresses = Object.values(read('app-path-routes-manifest.json') as Record<string, string>).map(
    (address) => address.replace('[provider]', 'google').replace(/\[.*?\]/g, 'x'),
  );
  const routes = addresses.filter((address) => address.startsWith('/api/'));
  const pages = addresses.filter((address) => !address.startsWith('/api/') && !address.startsWith('/_'));
  const found = await Promise.all(
    [...pages, '/'].flatMap((path) => [formsOf(at, path, cookie), formsOf(at, path)]),
  );
  const manifest = read('server/server-reference-manifest.json') as { node: Record<string, unknown> };
  const html = (await ask('/sign-in', { at })).text;
  const chunk = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? '/_next/static/';
  return {
    pages: [...new Set(pages)],
    routes,
    files: ['/robots.txt', '/icon.svg', '/favicon.ico', chunk],
    actions: Object.keys(manifest.node),
    buildId: readFileSync(join(build, 'BUILD_ID'), 'utf8').trim(),
    forms: oncePerAction(found.flat()),
  };
}

async function formsOf(at: string, path: string, cookie?: string): Promise<Form[]> {
  const { text } = await ask(path, { at, cookie });
  const parts = text.split('<form').slice(1);
  return parts.map((part) => ({ path, fields: fieldsIn(part.split('</form>')[0] ?? '') }));
}

const fieldsIn = (html: string): Form['fields'] =>
  [...html.matchAll(/<(?:input|textarea|button)[^>]*\bname="([^"]*)"[^>]*>/g)].map(([tag, name = '']) => [
    plain(name),
    plain(/value="([^"]*)"/.exec(tag)?.[1] ?? '') || typed[name] || 'a value',
  ]);

const typed: Readonly<Record<string, string>> = {
  email: 'somebody-else@example.com',
  newPassword: 'seven grey harbour lamps',
  password: 'seven grey harbour lamps',
};

/** Signing out stands on every page, and would be most of what is sent. */
function oncePerAction(forms: readonly Form[]): Form[] {
  const known = new Map(forms.map((form) => [actionOf(form) ?? JSON.stringify(form), form]));
  return [...known.values()];
}

/** The action that a form names, if any. */
export const actionOf = ({ fields }: Form): string | undefined =>
  fields.map(([, value]) => /"id":"([0-9a-f]{42})"/.exec(value)?.[1]).find(Boolean);

const plain = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');

/** What has been written to a file since one looked last. */
export function follow(file: string): () => string[] {
  let seen = 0;
  return () => {
    if (!existsSync(file)) return [];
    const size = statSync(file).size;
    const all = readFileSync(file).subarray(seen, size).toString();
    const whole = all.slice(0, all.lastIndexOf('\n') + 1);
    seen += Buffer.byteLength(whole);
    return whole.split('\n').slice(0, -1);
  };
}
