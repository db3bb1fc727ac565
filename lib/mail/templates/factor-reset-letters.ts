/** The words of the mails about second factors that are lost: loud on purpose. */

import { product } from '../../config/product';
import type { Letters } from '../letter';
import { instantWords, originWords } from '../letter';
import { wasNotMe } from './security-letters';

type Kinds =
  | 'factor_reset_requested'
  | 'factor_reset_soon'
  | 'factor_reset_ready'
  | 'factor_reset_cancelled'
  | 'factors_reset';

export const factorResetLetters: Letters<Kinds> = {
  factor_reset_requested: ({ facts, link, at }) => ({
    subject: `Somebody wants to remove the second factors of your ${product.name} account`,
    body: [
      `Somebody entered your password and said that passkeys, authenticator app and recovery codes are lost. On ${instantWords(new Date(facts.until))} we mail a link that removes them.`,
      originWords('It was asked for', facts, at),
      "If this wasn't you, stop it now: one press, no sign-in. Then choose a new password, because somebody knows yours.",
      { label: 'Stop it', url: link },
      'If this was you, there is nothing to do until then. Signing in with any of them stops it, too.',
    ],
  }),
  factor_reset_soon: ({ facts, link }) => ({
    subject: `The second factors of your ${product.name} account are about to go`,
    body: [
      `Somebody asked to remove passkeys, authenticator app and recovery codes, and nobody has stopped it. On ${instantWords(new Date(facts.until))} we mail a link that removes them.`,
      "If this wasn't you, stop it now: one press, no sign-in. Then choose a new password, because somebody knows yours.",
      { label: 'Stop it', url: link },
      'If this was you, there is nothing to do until then.',
    ],
  }),
  factor_reset_ready: ({ link, works }) => ({
    subject: `Remove the second factors of your ${product.name} account`,
    body: [
      'The wait is over. One press removes passkeys, authenticator app and recovery codes, and signs out every device. Your password stays as it is.',
      { label: 'Remove second factors', url: link },
      `The link works for ${works}, once. If you have found them again, do nothing.`,
    ],
  }),
  factor_reset_cancelled: ({ facts, at }) => ({
    subject: `The second factors of your ${product.name} account stay`,
    body: [
      'The wait to remove them was stopped: by you, by a link in a mail, or because one of them was used.',
      originWords('It was stopped', facts, at),
      'If you have still lost them, begin again at the sign-in page.',
    ],
  }),
  factors_reset: ({ facts, link, at }) => ({
    subject: `The second factors of your ${product.name} account were removed`,
    body: [
      'Passkeys, authenticator app and recovery codes are gone, and every device was signed out. The password alone opens your account until you set up a new one: do that now.',
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),
};
