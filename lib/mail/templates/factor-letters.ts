/** The words of the mails about second factors. Each notice has a way to say "this wasn't me". */

import { product } from '../../config/product';
import type { Letters } from '../letter';
import { originWords, said } from '../letter';
import { othersOut, wasNotMe } from './security-letters';

type Kinds =
  | 'factor_added'
  | 'factor_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'recovery_codes_renewed'
  | 'recovery_code_used'
  | 'second_factor_failed';

/** The mail does not know what else there is. */
const codesGone = 'If it was your last second factor, your recovery codes are gone as well.';

const codes = (left: string) =>
  left === '1' ? '1 recovery code is' : `${said(left, 'Some')} recovery codes are`;

export const factorLetters: Letters<Kinds> = {
  factor_added: ({ facts, link, at }) => ({
    subject: `An authenticator app was added to ${product.name}`,
    body: [
      `From now on, signing in to your account asks for a code from the app. ${othersOut}`,
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),

  factor_removed: ({ facts, link, at }) => ({
    subject: `The authenticator app was removed from ${product.name}`,
    body: [
      `Its codes no longer prove that it is you. ${codesGone} ${othersOut}`,
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),

  passkey_added: ({ facts, link, at }) => ({
    subject: `A passkey was added to ${product.name}`,
    body: [
      `From now on, this passkey alone opens your account, and signing in with the password asks for a second proof. ${othersOut}`,
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),
  passkey_removed: ({ facts, link, at }) => ({
    subject: `A passkey was removed from ${product.name}`,
    body: [
      `It no longer opens your account. ${codesGone} ${othersOut}`,
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),
  recovery_codes_renewed: ({ facts, link, at }) => ({
    subject: `New recovery codes for ${product.name}`,
    body: [
      `A new set of recovery codes was made for your account. Earlier codes no longer work. ${othersOut}`,
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),

  recovery_code_used: ({ facts, link, at, page }) => ({
    subject: `A recovery code for ${product.name} was used`,
    body: [
      `Somebody proved with a recovery code that they are you. ${codes(facts.left)} left, and trusted devices ask for the code again.`,
      originWords('It was used', facts, at),
      ...(facts.few === 'yes'
        ? ['That is few: make a new set.', { label: 'Security settings', url: page('/settings/security') }]
        : []),
      ...wasNotMe(link),
    ],
  }),

  second_factor_failed: ({ facts, link, at }) => ({
    subject: `A sign-in to ${product.name} failed at the code`,
    body: [
      `Somebody ${facts.begunWith === 'password' ? 'entered your password' : 'got past the first step of signing in'} and then entered several wrong codes. Nobody got in that way.`,
      originWords('The tries came', facts, at),
      'If this was you, sign in again when you have the code.',
      facts.begunWith === 'password'
        ? "If this wasn't you, somebody knows your password. Say so: everyone is signed out, and you choose a new one."
        : "If this wasn't you, somebody may read your mail or use what you sign in with. Say so: everyone is signed out, and you choose a new password.",

      { label: "This wasn't me", url: link, quiet: true },
    ],
  }),
};
