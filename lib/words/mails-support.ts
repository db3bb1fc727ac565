/** The words of the mails about support that sees an account as its person. None of them opens anything. Pure. */

import { product } from '../config/product';
import { type Paragraph, said, type WordsFor } from '../mail/letter';
import { longestReason } from './staff';

type Kinds = 'support_asked' | 'support_told' | 'support_started' | 'support_ended';
type Facts = { readonly staff: string; readonly reason: string; readonly ticket?: string };

const someone = ({ staff }: Facts) => `${said(staff, 'Somebody')} from ${product.name} support`;

const why = ({ reason }: Pick<Facts, 'reason'>): string => {
  const words = said(reason, '', longestReason);
  return words ? `Their reason: “${words}”` : 'Their reason stands in your account.';
};
const ticket = (facts: Facts): string[] =>
  facts.ticket ? [`Their ticket: ${said(facts.ticket, 'see your account')}`] : [];
const sessions: Paragraph = { label: 'Settings, Sessions', page: '/settings/sessions' };
const never =
  "They never see your password or your codes, and can't change how you sign in, your address, or who has access.";
const unexpected = "If you didn't expect this, say no, and contact the people who run this service.";

export const supportMails: WordsFor<Kinds> = {
  support_asked: {
    subject: `${product.name} support asks to see your account`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        `${someone(facts)} asked on ${at} to see your account as you see it, for 30 minutes at most.`,
        why(facts),
        ...ticket(facts),
        'Nothing happens unless you allow it. Sign in and answer there:',
        sessions,
        never,
        unexpected,
      ],
    }),
  },
  support_told: {
    subject: `${product.name} support is going to look at your account`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        `${someone(facts)} said on ${at} that they are going to look at your account as you see it, for 30 minutes at most.`,
        why(facts),
        ...ticket(facts),
        'They can change nothing. You can stop it at any time:',
        sessions,
        never,
      ],
    }),
  },
  support_started: {
    subject: `${product.name} support is looking at your account`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        `${someone(facts)} began on ${at} to look at your account as you see it.`,
        why(facts),
        'You can end it at any time:',
        sessions,
      ],
    }),
  },
  support_ended: {
    subject: `${product.name} support has seen your account`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        `${said(facts.support, `${product.name} support`)} saw your account as you see it. The visit ${said(facts.ended, 'ended')}, on ${at}: ${said(facts.sums, 'see your account for more')}.`,
        why(facts),
        { label: 'Everything that was done', page: '/settings/activity' },
        "If you didn't expect this, contact the people who run this service.",
      ],
    }),
  },
};
