/** What `npm run generate` was asked for. Pure. */

import { parseArgs } from 'node:util';
import { days, parseDuration } from '../../lib/time';
import { pluralFault, thingFault } from './names';

const kinds = ['feature', 'page', 'mail', 'reason', 'setting'] as const;
export type GeneratedKind = (typeof kinds)[number];

export const settingRooms = ['session', 'sign-in', 'factors', 'account', 'retention'] as const;
export type SettingRoom = (typeof settingRooms)[number];

export type Asked = { readonly name: string; readonly forced: boolean } & (
  | { readonly kind: 'feature'; readonly plural?: string }
  | { readonly kind: 'page'; readonly title: string; readonly nav: boolean }
  | { readonly kind: 'mail' | 'reason' }
  | {
      readonly kind: 'setting';
      readonly group: SettingRoom;
      readonly fallback: string;
      readonly unit: 'duration' | 'count';
    }
);

export const generateUsage = `npm run generate -- feature invoice [--plural invoices]
npm run generate -- page reports [--title "Reports"] [--nav]
npm run generate -- mail invoice-sent
npm run generate -- reason seat-removed
npm run generate -- setting reminder-lead --value 3d [--group account]

  feature  table and migration, domain, flow, pages, actions, API route, form, words, export, retention, tests
  page     a page for signed-in people, with its browser test; --nav puts it into the navigation
  mail     a mail with its words
  reason   a reason for which a session can end, with its words
  setting  a length or a number that an operator can set; --group is one of ${settingRooms.join(', ')}

Names are small letters with hyphens between words. --force also where changes are not committed.`;

const options = {
  plural: { type: 'string' },
  title: { type: 'string' },
  nav: { type: 'boolean' },
  value: { type: 'string' },
  group: { type: 'string' },
  force: { type: 'boolean' },
} as const;

type Options = {
  plural?: string;
  title?: string;
  nav?: boolean;
  value?: string;
  group?: string;
  force?: boolean;
};

const optionsOf: Readonly<Record<GeneratedKind, readonly (keyof Options)[]>> = {
  feature: ['plural', 'force'],
  page: ['title', 'nav', 'force'],
  mail: ['force'],
  reason: ['force'],
  setting: ['value', 'group', 'force'],
};

/** A sentence where it cannot be done. */
export function readAsked(args: readonly string[]): Asked | string {
  const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: false });
  const [what, name = '', ...more] = parsed.positionals;
  const kind = kinds.find((each) => each === what);
  if (what === undefined) return 'Say what to generate.';
  if (!kind) return `There is nothing called "${what}" to generate.`;
  if (more.length > 0) return `One name at a time, with hyphens between words: ${[name, ...more].join('-')}`;
  const fault = thingFault(name) ?? optionFault(kind, parsed.values);
  if (fault) return fault;
  const values = parsed.values as Options;
  return readKind(kind, { name, forced: values.force ?? false }, values);
}

/** Not strict above, so that the sentence is ours. */
function optionFault(kind: GeneratedKind, values: Readonly<Record<string, unknown>>): string | undefined {
  const unknown = Object.keys(values).find((key) => !optionsOf[kind].some((each) => each === key));
  if (unknown) return `There is no --${unknown} for a ${kind}.`;
  const empty = Object.keys(values).find(
    (key) => key in options && isEmpty(key as keyof Options, values[key]),
  );
  return empty && `Say what --${empty} is.`;
}

const isEmpty = (key: keyof Options, value: unknown) =>
  options[key].type === 'string' && (typeof value !== 'string' || value === '');

function readKind(
  kind: GeneratedKind,
  head: { name: string; forced: boolean },
  values: Options,
): Asked | string {
  switch (kind) {
    case 'feature':
      return pluralFault(head.name, values.plural) ?? { ...head, kind, plural: values.plural };
    case 'page':
      return readPage(head, values);
    case 'mail':
    case 'reason':
      return { ...head, kind };
    case 'setting':
      return readSetting(head, values);
  }
}

function readPage(head: { name: string; forced: boolean }, { title, nav = false }: Options): Asked | string {
  const words = head.name.replaceAll('-', ' ');
  const said = title ?? words.charAt(0).toUpperCase() + words.slice(1);
  return /^[\p{L}\p{N} ,.'’&()-]{1,60}$/u.test(said)
    ? { ...head, kind: 'page', title: said, nav }
    : "The title may have letters, digits, spaces and , . ' ’ & ( ) -, 60 of them at most.";
}

const longest = days(400);

function readSetting(
  head: { name: string; forced: boolean },
  { value: fallback, group: named = 'account' }: Options,
): Asked | string {
  const group = settingRooms.find((each) => each === named);
  if (!group) return `There is no group ${named}: ${settingRooms.join(', ')}`;
  if (fallback === undefined)
    return 'Say its default, such as: --value 3d for a length, or --value 5 for a number';
  if (/^[1-9]\d{0,5}$/.test(fallback)) return { ...head, kind: 'setting', group, fallback, unit: 'count' };
  const length = parseDuration(fallback);
  if (length === undefined)
    return `"${fallback}" is neither a length such as 45s, 30m, 12h or 7d nor a whole number above zero.`;
  return length > longest
    ? `"${fallback}" is longer than 400d, the longest that a setting may be.`
    : { ...head, kind: 'setting', group, fallback, unit: 'duration' };
}
