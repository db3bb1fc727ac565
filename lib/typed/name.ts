/** Names that people give: to themselves, their devices, their passkeys, their work. Pure. */

import { z } from 'zod';
import { cut, graphemes, hasVisible, longestCharacter, oneLine, tidied } from './visible';

type Asked = {
  /** Said where nothing that can be seen was typed. */
  readonly missing: string;
  /** Characters as a person counts them. */
  readonly most: number;
};

const tooLong = (most: number) => `Use at most ${most.toLocaleString('en')} characters.`;

/** So long also in storage: marks heaped upon one letter are one character to the eye. */
const fits = (text: string, most: number): boolean =>
  text.length <= most || (text.length <= most * longestCharacter && graphemes(text).length <= most);

const breaks = /[\p{Cc}\u2028\u2029]/u;

/** One line, without what turns text around or shows nothing. Marks of the kind that a person cannot see are left out silently. */
export const nameField = ({ missing, most }: Asked) =>
  z
    .string(missing)
    .transform(tidied)
    .refine(hasVisible, missing)
    .refine((text) => fits(text, most), tooLong(most))
    .refine((text) => !breaks.test(text), 'Leave out line breaks and control characters.');

/** A text of several lines, that may be empty where nothing is `missing`. */
export const textField = ({ missing, most }: Partial<Asked> & Pick<Asked, 'most'>) =>
  z
    .string(missing ?? 'Enter a text.')
    .transform(tidied)
    .refine((text) => missing === undefined || hasVisible(text), missing ?? '')
    .refine((text) => fits(text, most), tooLong(most));

/** A name that comes from elsewhere, such as a provider, made to fit; undefined where nothing of it can be seen. */
export function fittingName(text: string, most: number): string | undefined {
  const name = tidied(cut(oneLine(text), most));
  return hasVisible(name) ? name : undefined;
}
