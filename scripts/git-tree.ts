/** What git knows of this checkout. */

import { execFileSync } from 'node:child_process';
import { root } from './child';

/** Undefined where git is not there, or the folder is none of its checkouts. */
export function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** Why this checkout should not be rewritten now; `what` would mix with what is there. */
export function treeFault(what: string): string | undefined {
  const changes = git('status', '--porcelain');
  if (changes === '') return undefined;
  return changes === undefined
    ? 'This folder has no git history, so nothing could take the change back. If you mean it, add --force.'
    : `There are changes that are not committed, and ${what} would mix with them. Commit them, or add --force.`;
}
