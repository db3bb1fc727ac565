/** From a row of the outbox to what goes over the wire: subject, text and html. Links come from our own address alone. */

import { render } from '@react-email/render';
import { product } from '../../config/product';
import { durationWords, type Seconds } from '../../time';
import type { Mail, WrittenKind } from '../kinds';
import { instantWords, type Letter, plainText, type Told } from '../letter';
import { linkTo, tokenLinkOf } from '../links';
import { accountLetters } from './account-letters';
import { codeLetters } from './code-letters';
import { factorLetters } from './factor-letters';

import { factorResetLetters } from './factor-reset-letters';

import { identityLetters } from './identity-letters';

import { MailLayout } from './layout';
import { securityLetters } from './security-letters';

const letters: { readonly [K in WrittenKind]: (told: Told<K>) => Letter } = {
  ...accountLetters,
  ...securityLetters,
  ...factorLetters,
  ...factorResetLetters,
  ...codeLetters,
  ...identityLetters,
};

export const isMailKind = (kind: string): kind is WrittenKind => Object.hasOwn(letters, kind);

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
  const { appUrl, at, token, code = '', lifetime } = options;
  const link = tokenLinkOf(mail);
  const told = {
    facts: mail.facts,
    link: link ? linkTo(appUrl, link.path, token) : '',
    code,
    works: durationWords(lifetime ?? 0),
    page: (path: string) => linkTo(appUrl, path),
    at: instantWords(at),
  };
  // Kind and facts belong together by their type; looking one up by the other is more than the compiler follows.
  const letter = (letters[mail.kind as WrittenKind] as (told: Told) => Letter)(told as Told);
  const signature = `${product.name} at ${appUrl.host}`;
  return {
    subject: letter.subject,
    text: plainText(letter, signature),
    html: await render(<MailLayout letter={letter} signature={signature} />),
  };
}
