/** The words of the mails about lost second factors: loud on purpose. Pure. */

import { product } from '../config/product';
import { isProviderName, providerLabels } from '../config/providers';
import { instantWords, originWords, type WordsFor } from '../mail/letter';
import { everyFactorWords } from './features';
import { notice } from './mail-notice';
import { linkWorks } from './mails-account';

type Kinds =
  | 'factor_reset_requested'
  | 'factor_reset_soon'
  | 'factor_reset_ready'
  | 'factor_reset_cancelled'
  | 'factors_reset';

/** Where no one noted how it began. */
const anyRemedy =
  'Then look after everything you sign in with: your password, your mailbox and connected accounts. Someone has one of them.';

/** How it began, and what to do if it was a stranger. */
function begunWords(begunWith: string): { readonly deed: string; readonly remedy: string } {
  if (begunWith === 'password')
    return {
      deed: 'entered your password',
      remedy: 'Then choose a new password, because someone knows yours.',
    };
  if (begunWith === 'email_code')
    return {
      deed: 'started signing in with a code from your email',
      remedy: 'Then change the password of your mailbox, because someone may be reading your email.',
    };
  if (isProviderName(begunWith)) {
    const label = providerLabels[begunWith];
    return {
      deed: `started signing in with your ${label} account`,
      remedy: `Then change your password at ${label}, because someone may be using your account there.`,
    };
  }
  return { deed: 'got past the first step of signing in', remedy: anyRemedy };
}

const stoppedWords: Readonly<Record<string, string>> = {
  factor_proven: "because one of them was used, so they aren't lost.",
  cancelled_by_link: 'with the link in an email about it.',
  cancelled: 'in Settings, by someone signed in to your account.',
};

const stoppedBy = (word: string) =>
  Object.hasOwn(stoppedWords, word)
    ? stoppedWords[word]
    : 'by you, with a link in an email, or because one of them was used.';

const removedOn = (until: string) =>
  `On ${instantWords(new Date(until))} we'll email a link that removes them.`;

export const factorResetMails: WordsFor<Kinds> = {
  factor_reset_requested: {
    subject: `Someone wants to remove the second factors of your ${product.name} account`,
    opens: 'cancel_factor_reset',
    says: ({ facts, at }) => {
      const { deed, remedy } = begunWords(facts.begunWith);
      return {
        before: [
          `Someone ${deed} and said that your ${everyFactorWords} are lost. ${removedOn(facts.until)}`,
          originWords('Requested', facts, at),
          `If this wasn't you, stop it now: one press, no sign-in. ${remedy}`,
        ],
        button: 'Stop it',
        after: [
          "If this was you, there's nothing to do until then. Signing in with any of them also stops it.",
        ],
      };
    },
  },
  factor_reset_soon: {
    subject: `The second factors of your ${product.name} account are about to go`,
    opens: 'cancel_factor_reset',
    says: ({ facts }) => ({
      before: [
        `Someone asked to remove your ${everyFactorWords}, and nobody has stopped it. ${removedOn(facts.until)}`,
        `If this wasn't you, stop it now: one press, no sign-in. ${anyRemedy}`,
      ],
      button: 'Stop it',
      after: ["If this was you, there's nothing to do until then."],
    }),
  },
  factor_reset_ready: {
    subject: `Remove the second factors of your ${product.name} account`,
    opens: 'finish_factor_reset',
    says: ({ works }) => ({
      before: [
        `The wait is over. One press removes your ${everyFactorWords}, and signs out every device. The first step of signing in stays as it is.`,
      ],
      button: 'Remove second factors',
      after: [`${linkWorks(works)} If you've found them again, do nothing.`],
    }),
  },
  factor_reset_cancelled: {
    subject: `The second factors of your ${product.name} account stay`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        `The wait to remove them was stopped ${stoppedBy(facts.by)}`,
        originWords('It was stopped', facts, at),
        "If you've still lost them, start again on the sign-in page.",
      ],
    }),
  },
  factors_reset: notice({
    subject: `The second factors of your ${product.name} account were removed`,
    what: `Your ${everyFactorWords} are gone, and every device was signed out. Until you set up a new one, the first step of signing in opens your account by itself, so do that now.`,
  }),
};
