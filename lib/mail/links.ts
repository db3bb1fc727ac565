/** Which link a mail carries: at most one token, for one purpose, leading to one page. Pure. */

import { mailWords } from '../words/mails';
import {
  type LinkOf,
  type LinkPurpose,
  linkPurposes,
  type MailFacts,
  type MailKind,
  type WrittenKind,
} from './kinds';

export type TokenLink = {
  readonly path: string;
  readonly purpose: LinkPurpose;
  /** The sign-up or the change of address it belongs to. */
  readonly subjectId?: string;
  readonly of: LinkOf;
};

export const isMailKind = (kind: string): kind is WrittenKind => Object.hasOwn(mailWords, kind);

/** Undefined for a mail that opens nothing. */
export function tokenLinkOf<Kind extends MailKind>(mail: {
  readonly kind: Kind;
  readonly facts: MailFacts[Kind];
}): TokenLink | undefined {
  const opens = isMailKind(mail.kind) ? mailWords[mail.kind].opens : 'nothing';
  if (opens === 'nothing' || opens === 'code') return undefined;
  const { path, of, ...more }: (typeof linkPurposes)[LinkPurpose] = linkPurposes[opens];
  // `PurposeFor` makes sure that this kind has its subject among its facts.
  const facts: Readonly<Record<string, string>> = { ...mail.facts };
  return 'subject' in more
    ? { purpose: opens, path, of, subjectId: facts[more.subject] }
    : { purpose: opens, path, of };
}

/** The token goes in the query alone, never in the path: paths are logged. */
export function linkTo(appUrl: URL, path: string, token?: string): string {
  const url = new URL(path, appUrl.origin);
  if (token) url.searchParams.set('token', token);
  return url.href;
}
