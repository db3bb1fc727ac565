/** Takes parts out of the files of a checkout. Migration, documents and format are the command's own work (remove.ts). */

import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { faultsOfMarks, namesInMarks, type PartName, partNames, withoutPart } from './remove-marks';
import { parts } from './remove-parts';

/** The command's own files tell of marks and have none. */
export const mayHaveMarks = (path: string): boolean =>
  /\.(tsx?|mjs|css|md|http|ya?ml)$/.test(path) && !/^scripts\/remove[-.]/.test(path);

export const partsThere = (folder: string): PartName[] =>
  partNames.filter((name) => parts[name].paths.some((path) => existsSync(join(folder, path))));

/** Also those of which only lines are there: a later version of the starter brings lines of parts that were removed. */
export function partsLeft(folder: string, paths: readonly string[]): PartName[] {
  const there = new Set<string>(partsThere(folder));
  for (const path of paths.filter(mayHaveMarks))
    if (existsSync(join(folder, path)))
      for (const name of namesInMarks(readFileSync(join(folder, path), 'utf8'))) there.add(name);
  return partNames.filter((name) => there.has(name));
}

export type RemovedFiles = { readonly gone: readonly string[]; readonly changed: readonly string[] };

/**
 * Throws, and has changed nothing, where a mark is wrong. `paths`: the files of the checkout. A file or folder that somebody has
 * deleted already is passed over.
 */
export function removeFromTree(
  folder: string,
  names: readonly PartName[],
  paths: readonly string[],
): RemovedFiles {
  const theirs = names.flatMap((name) => parts[name].paths);
  const isTheirs = (path: string) => theirs.some((each) => path === each || path.startsWith(`${each}/`));
  const changes = paths.flatMap((path) => {
    if (!mayHaveMarks(path) || isTheirs(path) || !existsSync(join(folder, path))) return [];
    const text = readFileSync(join(folder, path), 'utf8');
    const [fault] = faultsOfMarks(text);
    if (fault) throw new Error(`${path}: ${fault}`);
    const left = names.reduce(withoutPart, text);
    return left === text ? [] : [{ path, left: path.endsWith('.md') ? closedUp(left) : left }];
  });
  for (const { path, left } of changes) writeFileSync(join(folder, path), left);
  const gone = theirs.filter((path) => existsSync(join(folder, path)));
  for (const path of gone) removeWith(folder, path);
  return { gone, changed: changes.map(({ path }) => path) };
}

/** One empty line where there were more. */
const closedUp = (text: string) => text.replace(/\n{3,}/g, '\n\n');

function removeWith(folder: string, path: string): void {
  rmSync(join(folder, path), { recursive: true });
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    if (readdirSync(join(folder, above)).length > 0) return;
    rmdirSync(join(folder, above));
  }
}
