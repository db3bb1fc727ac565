/** What a mail says before it takes a form: paragraphs and links in order. Pure. */

import { cut, hasVisible, oneLine } from '../typed/visible';
import { fullTimeWords } from '../words/times';
import type { MailFacts, MailOrigin, PurposeFor, WrittenKind } from './kinds';

/** On a line of its own, for reading off. */
export type Code = { readonly code: string };

export type Link = { readonly label: string; readonly url: string; readonly quiet?: boolean };

/** We write every subject and heading ourselves: nothing that anyone typed gets into them, so no header can be forged. */
export type Letter = {
  readonly subject: string;
  readonly body: readonly (string | Link | Code)[];
};

export type Told<Kind extends WrittenKind = WrittenKind> = {
  readonly facts: MailFacts[Kind];
  /** How long the link or the code works, in words. */
  readonly works: string;
  /** When it happened. */
  readonly at: string;
};

/** A sentence, or a link to one of our pages, which by itself opens nothing. */
export type Paragraph =
  | string
  | { readonly label: string; readonly page: `/${string}`; readonly quiet?: true };
type Paragraphs = readonly Paragraph[];

/** The button is the mail's link, with its token. */
type LinkedLetter = {
  readonly before: Paragraphs;
  readonly button: string | { readonly label: string; readonly quiet: true };
  readonly after?: Paragraphs;
};
/** The code goes between them. */
type CodeLetter = { readonly before: Paragraphs; readonly button?: never; readonly after: Paragraphs };
type PlainLetter = { readonly before: Paragraphs; readonly button?: never; readonly after?: never };

type SubjectOf<Kind extends WrittenKind> = string | ((facts: MailFacts[Kind]) => string);

/**
 * One mail: its subject, what it opens, and its words. A mail that lacks its link does not compile: a person would read about a
 * thief and could do nothing.
 */
export type MailWords<Kind extends WrittenKind> = { readonly subject: SubjectOf<Kind> } & (
  | { readonly opens: PurposeFor<Kind>; readonly says: (told: Told<Kind>) => LinkedLetter }
  | { readonly opens: 'code'; readonly says: (told: Told<Kind>) => CodeLetter }
  | { readonly opens: 'nothing'; readonly says: (told: Told<Kind>) => PlainLetter }
);

export type WordsFor<Kinds extends WrittenKind> = { readonly [K in Kinds]: MailWords<K> };

/** Characters, as a person counts them. */
const longestSaid = 80;

/** A web or mail address, even one that the reader has to put together: anything that a mail program would turn into a link. */
const address = /:\/\/|\S@\S|www\./iu;
const host = /[\p{L}\p{M}\p{N}\p{Pd}_]\.\p{L}{2,}/iu;

/** "St.Pierre", "Dr.Müller": a short title or an initial and a name, both capitalised. */
const abbreviation =
  /(?<![\p{L}\p{M}\p{N}\p{Pd}_.])(?:\p{Lu}[\p{Ll}\p{M}]{0,3}\.)+(?=\p{Lu}[\p{Ll}\p{M}’'][\p{L}\p{M}’'-]*(?![\p{L}\p{M}\p{N}_/:?#’'-]|\.[\p{L}\p{N}]))/gu;

/** Joins words for a reader and separates them for a mail program, because no host name contains it. */
const wordJoiner = '\u2060';

/**
 * What someone typed, made safe to read: on one line, without marks that turn the text around, and cut between characters. A
 * mail goes to people who did not choose the words, so anything that a mail program would turn into a link is left out. An
 * abbreviation that only looks like one keeps its dot and gets no link.
 */
export function said(text: string | undefined, otherwise: string, longest = longestSaid): string {
  const line = cut(oneLine(text ?? ''), longest);
  const plain = line.normalize('NFKC').replace(/[\u3002]/g, '.');
  const linked = address.test(plain) || host.test(plain.replace(abbreviation, ''));
  if (!hasVisible(line) || linked) return otherwise;
  return line.replace(/(?<=[\p{L}\p{M}])\.(?=\p{L})/gu, `.${wordJoiner}`);
}

/** Who, where and when: "This was done from Chrome on MacBook (Berlin, Germany) on Thursday, … (UTC)." */
export function originWords(deed: string, { device, place }: MailOrigin, at: string): string {
  const where = said(place, '');
  return `${deed} from ${said(device, 'an unknown device')}${where && ` (${where})`} on ${at}.`;
}

/** The zone is named, because the reader may be anywhere. */
export const instantWords = (at: Date) => fullTimeWords(at, 'UTC');

/** Each link is on a line of its own, so that no mail program breaks or joins it. */
export const plainText = ({ body }: Letter, signature: string): string =>
  `${[...body.map(plainPart), `-- \n${signature}`].join('\n\n')}\n`;

function plainPart(part: Letter['body'][number]): string {
  if (typeof part === 'string') return part;
  return 'code' in part ? part.code : `${part.label}:\n${part.url}`;
}
