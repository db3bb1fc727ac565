/** Gives a copy of this checkout the installed libraries. */

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { root, startChild } from './child';

/** Hard links where the system has them. Not a link to the folder: the build follows none that leads out of the copy. */
export async function copyLibraries(folder: string): Promise<void> {
  const from = join(root, 'node_modules');
  if ((await startChild(['cp', '-al', `${from}/.`, join(folder, 'node_modules')]).exited) === 0) return;
  cpSync(from, join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
}
