/** From a row of the outbox to what goes over the wire: subject, text and html. Links come from our own address alone. */

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
  /** When what the mail tells of happened. */
  readonly at: Date;
  /** For the link of the mail, where it has one. */
  readonly token?: string;
  /** Of a mail that brings one. */
  readonly code?: string;
  /** Of its link or code. */
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
  // Kind and facts belong together by their type; looking one up by the other is more than the compiler follows.
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
