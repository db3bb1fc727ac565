/** Turns a row of the outbox into what goes over the wire: subject, text and html. Every link is on our own address. */

import { render } from '@react-email/render';
import { product } from '../../config/product';
import { durationWords, type Seconds } from '../../time';
import { mailWords } from '../../words/mails';
import type { Mail, WrittenKind } from '../kinds';
import { instantWords, type Letter, type MailWords, type Paragraph, plainText, type Told } from '../letter';
import { linkTo, tokenLinkOf } from '../links';
import { MailLayout } from './layout';

export type Composed = { readonly subject: string; readonly text: string; readonly html: string };

export type ComposeOptions = {
  readonly appUrl: URL;
  /** When the event that the mail reports happened. */
  readonly at: Date;
  /** For the mail's link, if it has one. */
  readonly token?: string;
  /** For a mail with a code. */
  readonly code?: string;
  /** How long its link or code works. */
  readonly lifetime?: Seconds;
};

export async function composeMail(mail: Mail, options: ComposeOptions): Promise<Composed> {
  const letter = letterOf(mail, options);
  const signature = `${product.name} at ${options.appUrl.host}`;
  return {
    subject: letter.subject,
    text: plainText(letter, signature),
    html: await render(<MailLayout letter={letter} signature={signature} />),
  };
}

function letterOf(mail: Mail, { appUrl, at, token, code = '', lifetime }: ComposeOptions): Letter {
  const told = { facts: mail.facts, works: durationWords(lifetime ?? 0), at: instantWords(at) } as Told;
  // The types tie kind and facts together, but the compiler does not follow a lookup of one by the other.
  const { subject, opens, says } = mailWords[mail.kind as WrittenKind] as MailWords<WrittenKind>;
  const said = says(told);
  const link = tokenLinkOf(mail);
  const url = link ? linkTo(appUrl, link.path, token) : '';
  const opening = said.button ? [{ ...labelled(said.button), url }] : opens === 'code' ? [{ code }] : [];
  const paragraph = (part: Paragraph) =>
    typeof part === 'string'
      ? part
      : { label: part.label, url: linkTo(appUrl, part.page), quiet: part.quiet };
  return {
    subject: typeof subject === 'string' ? subject : subject(mail.facts as never),
    body: [...said.before.map(paragraph), ...opening, ...(said.after ?? []).map(paragraph)],
  };
}

const labelled = (button: string | { readonly label: string; readonly quiet: true }) =>
  typeof button === 'string' ? { label: button } : button;
