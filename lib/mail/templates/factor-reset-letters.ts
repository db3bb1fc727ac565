/** The words of the mails about second factors that are lost: loud on purpose. */

import { product } from '../../config/product';
import { isProviderName, providerLabels } from '../../config/providers';
import type { Letters } from '../letter';
import { instantWords, originWords } from '../letter';
import { wasNotMe } from './security-letters';

type Kinds =
  | 'factor_reset_requested'
  | 'factor_reset_soon'
  | 'factor_reset_ready'
  | 'factor_reset_cancelled'
  | 'factors_reset';

/** What somebody did who began it, and what to do where it was a stranger. */
function begunWords(begunWith: string): { readonly deed: string; readonly remedy: string } {
  if (begunWith === 'password')
    return {
      deed: 'entered your password',
      remedy: 'Then choose a new password, because somebody knows yours.',
    };
  if (begunWith === 'email_code')
    return {
      deed: 'began to sign in with a code from a mail to you',
      remedy: 'Then change the password of your mailbox, because somebody may read your mail.',
    };
  if (isProviderName(begunWith)) {
    const label = providerLabels[begunWith];
    return {
      deed: `began to sign in with your ${label} account`,
      remedy: `Then change your password at ${label}, because somebody may use your account there.`,
    };
  }
  return { deed: 'got past the first step of signing in', remedy: anyRemedy };
}

/** Where nobody noted how it began. */
const anyRemedy =
  'Then see to what you sign in with: your password, your mailbox, and accounts elsewhere that are connected. Somebody has one of them.';

const stoppedWords: Readonly<Record<string, string>> = {
  factor_proven: 'because one of them was used. So they are not lost.',
  cancelled_by_link: 'by the link in a mail about it.',
  cancelled: 'in Settings, by somebody who is signed in to your account.',
};

const stoppedBy = (word: string) =>
  Object.hasOwn(stoppedWords, word)
    ? stoppedWords[word]
    : 'by you, by a link in a mail, or because one of them was used.';

export const factorResetLetters: Letters<Kinds> = {
  factor_reset_requested: ({ facts, link, at }) => {
    const { deed, remedy } = begunWords(facts.begunWith);
    return {
      subject: `Somebody wants to remove the second factors of your ${product.name} account`,
      body: [
        `Somebody ${deed} and said that passkeys, authenticator app and recovery codes are lost. On ${instantWords(new Date(facts.until))} we mail a link that removes them.`,
        originWords('It was asked for', facts, at),
        `If this wasn't you, stop it now: one press, no sign-in. ${remedy}`,
        { label: 'Stop it', url: link },
        'If this was you, there is nothing to do until then. Signing in with any of them stops it, too.',
      ],
    };
  },
  factor_reset_soon: ({ facts, link }) => ({
    subject: `The second factors of your ${product.name} account are about to go`,
    body: [
      `Somebody asked to remove passkeys, authenticator app and recovery codes, and nobody has stopped it. On ${instantWords(new Date(facts.until))} we mail a link that removes them.`,
      `If this wasn't you, stop it now: one press, no sign-in. ${anyRemedy}`,
      { label: 'Stop it', url: link },
      'If this was you, there is nothing to do until then.',
    ],
  }),
  factor_reset_ready: ({ link, works }) => ({
    subject: `Remove the second factors of your ${product.name} account`,
    body: [
      'The wait is over. One press removes passkeys, authenticator app and recovery codes, and signs out every device. The first step of signing in stays as it is.',
      { label: 'Remove second factors', url: link },
      `The link works for ${works}, once. If you have found them again, do nothing.`,
    ],
  }),
  factor_reset_cancelled: ({ facts, at }) => ({
    subject: `The second factors of your ${product.name} account stay`,
    body: [
      `The wait to remove them was stopped ${stoppedBy(facts.by)}`,
      originWords('It was stopped', facts, at),
      'If you have still lost them, begin again at the sign-in page.',
    ],
  }),
  factors_reset: ({ facts, link, at }) => ({
    subject: `The second factors of your ${product.name} account were removed`,
    body: [
      'Passkeys, authenticator app and recovery codes are gone, and every device was signed out. Until you set up a new one, the first step of signing in opens your account by itself: do that now.',
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),
};
