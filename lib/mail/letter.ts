/** What a mail says, before it takes a form: paragraphs and links in their order. */

import { cut, hasVisible, oneLine } from '../typed/visible';
import { fullTimeWords } from '../words/times';
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

/** Characters, as a person counts them. */
const longestSaid = 80;

/** An address of the web or of mail, also one that its reader has to put together: what a mail program would make a link of. */
const address = /:\/\/|\S@\S|www\./iu;
const host = /[\p{L}\p{M}\p{N}\p{Pd}_]\.\p{L}{2,}/iu;

/** "St.Pierre", "Dr.Müller": a short title or an initial, and a name, each with its capital. */
const abbreviation =
  /(?<![\p{L}\p{M}\p{N}\p{Pd}_.])(?:\p{Lu}[\p{Ll}\p{M}]{0,3}\.)+(?=\p{Lu}[\p{Ll}\p{M}’'][\p{L}\p{M}’'-]*(?![\p{L}\p{M}\p{N}_/:?#’'-]|\.[\p{L}\p{N}]))/gu;

/** Joins words for a reader and parts them for a mail program: no name of a host has one. */
const wordJoiner = '\u2060';

/**
 * What somebody typed, as a person may read it: on one line, without marks that turn the text around, and cut between
 * characters. A mail goes to people who did not choose the words, so what a mail program would make a link of is left out;
 * where only an abbreviation looks like one, the dot is kept and the link is not.
 */
export function said(text: string | undefined, otherwise: string): string {
  const line = cut(oneLine(text ?? ''), longestSaid);
  const plain = line.normalize('NFKC').replace(/[\u3002]/g, '.');
  const linked = address.test(plain) || host.test(plain.replace(abbreviation, ''));
  if (!hasVisible(line) || linked) return otherwise;
  return line.replace(/(?<=[\p{L}\p{M}])\.(?=\p{L})/gu, `.${wordJoiner}`);
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
