/** What `npm run generate` is about to do, worked out in full before anything is written. */

import type { PartName } from '../remove-marks';
import type { Addition } from './register';
import type { NewFile } from './template';

export type Generation = {
  readonly files: readonly NewFile[];
  /** By the path of a file that is there. */
  readonly additions: Readonly<Record<string, readonly Addition[]>>;
  /** The name of the migration, where tables change. */
  readonly migration?: string;
  /** What is left to the person who asked, one line each. */
  readonly left: readonly string[];
};

export type CheckoutState = {
  /** The parts of the starter that are there. */
  readonly parts: readonly PartName[];
  readonly has: (path: string) => boolean;
};

export const elementLine = (of: string, text: string): Addition => ({ kind: 'element', of, text });

export const propertyLine = (of: string, name: string, text: string, beforeLast = false): Addition => ({
  kind: 'property',
  of,
  name: /^\w+$/.test(name) ? name : literalOf(name),
  text,
  beforeLast,
});

export const spreadLine = (of: string, name: string): Addition => ({
  kind: 'property',
  of,
  name: `...${name}`,
  text: '',
});

export const importLine = (what: string, from: string): Addition => ({
  kind: 'import',
  text: `import ${what} from '${from}';`,
});

/** As a literal of the code. */
export const literalOf = (text: string): string => (/['\\]/.test(text) ? JSON.stringify(text) : `'${text}'`);
