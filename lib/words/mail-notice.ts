/** The mail that says what was done and from where, with the one button for "This wasn't me". Pure. */

import type { MailFacts, MailOrigin, WrittenKind } from '../mail/kinds';
import { type MailWords, originWords, type Paragraph, type Told } from '../mail/letter';

/** What a change to any way of signing in does besides. */
export const othersOut = 'All your other devices were signed out, and no browser is trusted any longer.';

/** Signs everyone out and asks for a new password: what someone needs who reads of a stranger's deed. */
const wasNotMe = [
  "If this was you, there's nothing to do.",
  "If this wasn't you, tell us: we'll sign everyone out, and you choose a new password.",
] as const;

type Noticed = { [K in WrittenKind]: MailFacts[K] extends MailOrigin ? K : never }[WrittenKind];

export type Notice<Kind extends Noticed> = {
  readonly subject: MailWords<Kind>['subject'];
  /** What happened. */
  readonly what: string | ((facts: MailFacts[Kind]) => string);
  /** Completes "… from Chrome on MacBook on Thursday …". */
  readonly deed?: string;
  /** Said before the way out. */
  readonly more?: (facts: MailFacts[Kind]) => readonly Paragraph[];
};

export function notice<Kind extends Noticed>({ subject, what, deed, more }: Notice<Kind>): MailWords<Kind> {
  return {
    subject,
    opens: 'report_sign_in',
    says: ({ facts, at }: Told<Kind>) => ({
      before: [
        typeof what === 'string' ? what : what(facts),
        originWords(deed ?? 'This was done', facts, at),
        ...(more?.(facts) ?? []),
        ...wasNotMe,
      ],
      button: "This wasn't me",
    }),
  };
}
