/** What a product's name becomes in each of its forms, and which names, colours and marks cannot be. Pure. */

import { parseArgs } from 'node:util';
import type { Hex } from '../lib/config/colour';
import { colourFault } from '../lib/config/palette';
import { linesOfMark } from './favicon';
import { letterMarks } from './mark-letters';

/** As lib/config/product.ts has it. */
export type ProductIdentity = {
  readonly name: string;
  readonly slug: string;
  readonly colour: Hex;
  /** The `d` of a path. */
  readonly mark: string;
};

type Renaming = { readonly to: ProductIdentity; readonly forced: boolean };

export const renameUsage = `Use: npm run rename -- "Harbour" [--colour "#0f766e"] [--mark H] [--slug harbour] [--force]

  --colour  the accent, as six digits; its shades for light and dark follow from it
  --mark    the sign in the icon: a letter, a digit, or the d of a path on a grid of 24 by 24
  --slug    the name as machines read it, where the one made from the name isn't yours
  --force   also where files have changes that aren't committed`;

/** Characters: a subject of a mail still has room for what happened. */
const longestProductName = 40;
const longestSlug = 30;

/** What stands for a letter that takes more than leaving its accent off. */
const spelled: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', å: 'a', þ: 'th', ð: 'd', đ: 'd' },
  ...{ ł: 'l', ı: 'i' },
};

/** Small letters, digits and single hyphens; empty where the name has no letter of the Latin alphabet and no digit. */
export function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüßæœøåþðđłı]/g, (letter) => spelled[letter] ?? '')
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '');
  const joined = plain.replace(/[^a-z0-9]+/g, '-').slice(0, longestSlug);
  return joined.replace(/^-+|-+$/g, '');
}

/** What is wrong with a name, for a person to read. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'Say the name, such as: npm run rename -- "Harbour"';
  const length = [...name].length;
  if (length > longestProductName)
    return `The name has ${length} characters. It stands in the subjects of mails and may have ${longestProductName}.`;
  // A joiner holds an emoji of several together.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name.replaceAll('\u200d', '')))
    return 'The name has a character that nobody can see, such as a line break or a tab. Write it without.';
  const [sign] = /["<>:`|\\]/.exec(name) ?? [];
  return sign === undefined
    ? undefined
    : `The name may not have the sign ${sign}: in an address of a mail, an authenticator app or a document it would mean something else.`;
}

function slugFault(slug: string, name: string): string | undefined {
  if (slug === '')
    return `Machines need "${name}" in Latin letters or digits. Add them, such as: --slug harbour`;
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && slug.length <= longestSlug) return undefined;
  return `The slug "${slug}" may have small letters, digits and single hyphens between them, ${longestSlug} at most.`;
}

/** The path of a mark, or a sentence that says what is wrong with it. */
function markOf(text: string): { path: string } | { fault: string } {
  const path = letterMarks.get(text.toUpperCase()) ?? text;
  if (linesOfMark(path)) return { path };
  return {
    fault: `"${text}" can't be the mark. Take one letter from A to Z, one digit, or the d of a path with M, L, H, V and C, in capitals, on a grid of 24 by 24.`,
  };
}

/** Another name brings its first letter as the mark; the colour stays. A text says what is wrong, for a person to read. */
export function readRenaming(args: readonly string[], now: ProductIdentity): Renaming | string {
  const parsed = splitArguments(args);
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 1)
    return `One name, in quotes if it has spaces: npm run rename -- "${positionals.join(' ')}"`;
  const name = (positionals[0] ?? '').normalize('NFC').replace(/ +/g, ' ').trim();
  const slug = values.slug ?? (name === now.name ? now.slug : slugOf(name));
  const colour = (values.colour ?? now.colour).trim().toLowerCase();
  const mark = values.mark ?? (name === now.name ? now.mark : slug.slice(0, 1));
  const fault = nameFault(name) ?? slugFault(slug, name) ?? colourFault(colour);
  if (fault) return fault;
  const drawn = markOf(mark.trim());
  if ('fault' in drawn) return drawn.fault;
  return { to: { name, slug, colour: colour as Hex, mark: drawn.path }, forced: values.force ?? false };
}

type RenameArguments = {
  values: { colour?: string; mark?: string; slug?: string; force?: boolean };
  positionals: string[];
};

const renameOptions = {
  colour: { type: 'string' },
  mark: { type: 'string' },
  slug: { type: 'string' },
  force: { type: 'boolean' },
} as const;

function splitArguments(args: readonly string[]): RenameArguments | string {
  try {
    return parseArgs({ args: [...args], options: renameOptions, allowPositionals: true }) as RenameArguments;
  } catch (error) {
    return `${(error as Error).message.split('. ')[0]?.split('\n')[0]}.`;
  }
}
