/** What a mail says, before it takes a form: paragraphs and links in their order. */

import { fullTimeWords } from '../time-words';
import type { MailFacts, Origin, WrittenKind } from './kinds';

/** On a line of its own, to be read off. */
export type Code = { readonly code: string };

export type Link = { readonly label: string; readonly url: string; readonly quiet?: boolean };

/** Subjects and headings are ours to the letter: nothing that anybody typed gets into them, so no header can be forged. */
export type Letter = {
  readonly subject: string;
  readonly body: readonly (string | Link | Code)[];
};

export type Told<Kind extends WrittenKind = WrittenKind> = {
  readonly facts: MailFacts[Kind];
  /** With its token; empty for a mail that has none. */
  readonly link: string;
  /** What is typed in where it was asked for; empty for a mail that has none. */
  readonly code: string;
  /** How long link or code work, in words. */
  readonly works: string;
  /** A page of ours. */
  readonly page: (path: string) => string;
  /** When it happened. */
  readonly at: string;
};

export type Letters<Kind extends WrittenKind> = {
  readonly [K in Kind]: (told: Told<K>) => Letter;
};

/**
 * What somebody typed, as a person may read it: on one line, without marks that turn the text around. A mail goes to any
 * address that a stranger enters, so what a mail program would make a link of is left out.
 */
export function said(text: string | undefined, otherwise: string): string {
  const line = (text ?? '')
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);
  return line === '' || /[\p{L}\p{N}]\.\p{L}{2,}|:\/\/|\S@\S|www\./iu.test(line) ? otherwise : line;
}

/** Who, where and when: "It was done from Chrome on MacBook (Berlin, Germany) on Thursday, … (UTC)." */
export function originWords(deed: string, { device, place }: Origin, at: string): string {
  const where = said(place, '');
  return `${deed} from ${said(device, 'an unknown device')}${where && ` (${where})`} on ${at}.`;
}

/** The zone is named: whoever reads it may be anywhere. */
export const instantWords = (at: Date) => fullTimeWords(at, 'UTC');

/** Each link stands on a line of its own, so that no mail program breaks or joins it. */
export const plainText = ({ body }: Letter, signature: string): string =>
  `${[...body.map(plainPart), `-- \n${signature}`].join('\n\n')}\n`;

function plainPart(part: Letter['body'][number]): string {
  if (typeof part === 'string') return part;
  return 'code' in part ? part.code : `${part.label}:\n${part.url}`;
}
