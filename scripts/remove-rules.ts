/** What `npm run remove` was asked for, and whether it can be done. */

import { type PartName, partNames } from './remove-marks';
import { parts } from './remove-parts';

export const removeUsage = `npm run remove -- ${partNames.join(' ')} [--force]

  sample   ${parts.sample.title}: pages, tables, seed, words, tests
  plans    the change of plan in three steps, with billing details
  drafts   what is typed and not sent is no longer kept on the server

One of them or several, or all. --force also where changes are not committed.`;

export type Removal = { readonly names: readonly PartName[]; readonly forced: boolean };

/** A sentence where it cannot be done. `there`: the parts that this checkout has. */
export function readRemoval(args: readonly string[], there: readonly PartName[]): Removal | string {
  const forced = args.includes('--force');
  const asked = args.filter((arg) => arg !== '--force');
  if (asked.join() === 'all')
    return there.length > 0 ? { names: there, forced } : 'There is nothing left to remove.';
  const unknown = asked.find((name) => !partNames.some((known) => known === name));
  if (unknown !== undefined) return `There is nothing called "${unknown}" to remove.`;
  if (asked.length === 0) return 'Say what to remove.';
  const names = partNames.filter((name) => asked.includes(name));
  const gone = names.find((name) => !there.includes(name));
  if (gone) return `This checkout has no ${gone} any more.`;
  for (const name of names) {
    const left = parts[name].neededBy.find((other) => there.includes(other) && !names.includes(other));
    if (left)
      return `The part "${left}" needs ${name}. Remove both: npm run remove -- ${partNames
        .filter((each) => each === left || names.includes(each))
        .join(' ')}`;
  }
  return { names, forced };
}
