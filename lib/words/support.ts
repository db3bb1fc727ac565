/** What people and staff read about support that sees an account as its person. Pure. */

import { product } from '../config/product';
import type { SupportLevel } from '../config/support';
import type { EndReason } from '../session/reasons';
import { inSentence, shownName } from '../typed/visible';

/** "Ada from the product's support", or without a name once that account is gone. */
export const fromSupport = (staffName: string | null): string =>
  staffName === null ? `${product.name} support` : `${shownName(staffName)} from ${product.name} support`;

/** For lists of sessions. */
export const supportName = (staffName: string): string =>
  `${product.name} support (${inSentence(staffName, 'somebody')})`;

export const levelWords: Record<SupportLevel, string> = {
  view: 'viewing only',
  act: 'viewing and changes',
};

/** For the person, at the beginning of a line. */
export const levelDeeds: Record<SupportLevel, string> = {
  view: 'Viewing',
  act: 'Viewing and changing',
};

const count = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

/** "6 pages seen, nothing changed". */
export const visitSums = ({ pages, changes }: { readonly pages: number; readonly changes: number }): string =>
  `${count(pages, 'page', 'pages')} seen, ${changes === 0 ? 'nothing changed' : count(changes, 'change', 'changes')}`;

type VisitEnd = {
  readonly endedReason: EndReason;
  /** Null where nobody did it. */
  readonly byPerson: boolean | null;
  readonly minutes: number;
};

const bySupport: ReadonlySet<EndReason> = new Set(['support_ended', 'revoked_by_admin']);

/** To the person whose account it was: "ended by you". */
export function visitEndWords({ endedReason, byPerson, minutes }: VisitEnd): string {
  if (endedReason === 'absolute_timeout') return `ended after ${count(minutes, 'minute', 'minutes')}`;
  if (endedReason === 'idle_timeout') return 'ended because nobody used it';
  if (byPerson) return 'ended by you';
  return bySupport.has(endedReason) ? 'ended by support' : 'ended with a change to your account';
}

/** The same to the member of staff whose visit it was. */
export function staffEndWords({ endedReason, byPerson }: Omit<VisitEnd, 'minutes'>): string {
  if (endedReason === 'absolute_timeout') return 'the time that was allowed is over';
  if (endedReason === 'idle_timeout') return 'nobody used it for a while';
  if (byPerson) return 'the person ended it';
  return endedReason === 'support_ended' ? 'you stopped it' : 'something happened to the account';
}

/** To the member of staff, on the page that is put away. */
const putAway: Partial<Record<EndReason, string>> = {
  absolute_timeout: 'The time that was allowed is over.',
  idle_timeout: 'Nobody used it for a while, so it ended.',
  support_ended: 'You stopped it, the person ended it, or your own session is over.',
};

export const visitOverWords = (reason: EndReason | undefined): string =>
  (reason && putAway[reason]) ?? 'The person ended it, or something happened to the account.';

/** What a page, a button or an address says where support may not go. */
export const notForSupport =
  "In somebody else's account this isn't open to support, or it takes their consent for changes and you may only look.";
export const viewingOnly = 'You may look and change nothing: the person allowed viewing only.';
export const neverForSupport = "Support can't do this in somebody else's account, whatever was allowed.";
export const stopFirst = 'You see somebody else’s account. Stop that first.';
