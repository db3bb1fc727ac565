/** A copy of this checkout, for commands that rewrite one. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { product } from '../../lib/config/product';
import { root } from '../../scripts/child';

/** Whose copyright the licence is: the starter's, whatever a copy is called. */
const starter = /Copyright .* The (.+) authors/.exec(readFileSync(join(root, 'LICENSE'), 'utf8'))?.[1];

/** Nobody has given it another name yet. */
export const isStarter = starter === product.name;

/** What git has of this checkout, and nothing that a build, a run or an operator has left. */
const isCopied = (path: string) => {
  const [top = ''] = path.split('/');
  if (['.dockerignore', '.env.example', '.github', '.gitignore'].includes(top)) return true;
  return !/^(\.|node_modules$|test-results$|playwright-report$|next-env\.d\.ts$)/.test(top);
};

export type OwnCopy = { readonly folder: string; readonly paths: readonly string[] };

/** The caller removes the folder. */
export function ownCopy(purpose: string): OwnCopy {
  const folder = mkdtempSync(join(tmpdir(), `${product.slug}-${purpose}-`));
  cpSync(root, folder, {
    recursive: true,
    filter: (path) => path === root || isCopied(relative(root, path)),
  });
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return { folder, paths: paths.filter((path) => statSync(join(folder, path)).isFile()) };
}
