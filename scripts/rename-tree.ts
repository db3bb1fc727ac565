/** Gives the checkout in a folder another identity. Only known places change: a name such as "Session" is also a word. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHex } from '../lib/config/colour';
import { envExample, generated } from './docs';
import { looks } from './looks';
import type { ProductIdentity } from './rename-rules';

const productFile = 'lib/config/product.ts';

/** As the formatter writes it. A name has neither a double quote nor a backslash. */
const literal = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`);

const fieldPattern = (key: string) => new RegExp(`^( {2}${key}:\\s+)('[^'\\n]*'|"[^"\\n]*"),$`, 'm');

function fieldOf(text: string, key: string): string {
  const found = fieldPattern(key).exec(text)?.[2];
  if (found === undefined) throw new Error(`${productFile} has lost its ${key}`);
  return found.slice(1, -1);
}

/** Who the checkout in this folder is now. Throws where lib/config/product.ts has lost a field. */
export function identityOf(folder: string): ProductIdentity {
  const text = readFileSync(join(folder, productFile), 'utf8');
  const colour = fieldOf(text, 'colour');
  if (!isHex(colour)) throw new Error(`${productFile} has a colour that is none: ${colour}`);
  return { name: fieldOf(text, 'name'), slug: fieldOf(text, 'slug'), colour, mark: fieldOf(text, 'mark') };
}

type Rewriting = (now: Buffer, change: { from: ProductIdentity; to: ProductIdentity }) => Buffer;

const inText =
  (rewrite: (text: string, change: { from: ProductIdentity; to: ProductIdentity }) => string): Rewriting =>
  (now, change) =>
    Buffer.from(rewrite(now.toString(), change));

function productText(text: string, to: ProductIdentity): string {
  const fields = Object.entries({ name: to.name, slug: to.slug, colour: to.colour, mark: to.mark });
  return fields.reduce(
    (left, [key, value]) =>
      left.replace(fieldPattern(key), (_whole, start: string) => `${start}${literal(value)},`),
    text,
  );
}

/** The first is the package's own name, in the lock file also the second; what follows is of others. */
const packageName = (times: number) =>
  inText((text, { to }) => {
    let left = times;
    return text.replace(/^( *"name": )"[^"]*"/gm, (whole, start: string) => {
      left -= 1;
      return left < 0 ? whole : `${start}"${to.slug}"`;
    });
  });

/** Every file that carries the name, the colour or the mark. */
const places: Readonly<Record<string, Rewriting>> = {
  [productFile]: inText((text, { to }) => productText(text, to)),
  'package.json': packageName(1),
  'package-lock.json': packageName(2),
  'README.md': inText((text, { from, to }) =>
    text.startsWith(`# ${from.name}\n`) ? `# ${to.name}${text.slice(2 + from.name.length)}` : text,
  ),
  ...Object.fromEntries(
    Object.entries(generated).map(([path, made]) => [path, inText((text, { to }) => made(text, to))]),
  ),
  '.env.example': (_now, { to }) => Buffer.from(envExample(to)),
  ...Object.fromEntries(
    Object.entries(looks).map(([path, made]) => [path, (now: Buffer, { to }) => made(to, now)] as const),
  ),
};

/** Returns the paths of the files that changed. A file that somebody has deleted is passed over. */
export function renameTree(folder: string, to: ProductIdentity): string[] {
  const from = identityOf(folder);
  const made = Object.entries(places).flatMap(([path, rewrite]) => {
    if (!existsSync(join(folder, path))) return [];
    const now = readFileSync(join(folder, path));
    const next = rewrite(now, { from, to });
    return next.equals(now) ? [] : [{ path, next }];
  });
  // Only now: what cannot be made leaves everything as it was.
  for (const { path, next } of made) writeFileSync(join(folder, path), next);
  return made.map(({ path }) => path);
}

/** Lines that keep the starter's name: whose copyright it is, and a thank-you that may be deleted. */
const isKept = (path: string, line: string) =>
  (path === 'LICENSE' && line.startsWith('Copyright')) ||
  (path === 'README.md' && / starter\b.*delete this line/.test(line));

export type Leftover = { readonly path: string; readonly line: number; readonly text: string };

/** Where a name or its slug still stands in these files, also within a word, small or capital. Binary files are not read. */
export function leftoversOf(
  folder: string,
  paths: readonly string[],
  { name, slug }: Pick<ProductIdentity, 'name' | 'slug'>,
): Leftover[] {
  const wanted = [name.toLowerCase(), slug, slug.replaceAll('-', '_')];
  return paths.flatMap((path) => {
    if (!existsSync(join(folder, path))) return [];
    const text = readFileSync(join(folder, path), 'utf8');
    if (text.includes('\0')) return [];
    return text.split('\n').flatMap((line, index) => {
      const small = line.toLowerCase();
      const stands = wanted.some((word) => small.includes(word)) && !isKept(path, line);
      return stands ? [{ path, line: index + 1, text: line.trim() }] : [];
    });
  });
}
