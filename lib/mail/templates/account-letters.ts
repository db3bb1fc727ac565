/** The words of the mails about an account's beginning and end. */

import { product } from '../../config/product';
import type { Letters } from '../letter';
import { instantWords, originWords } from '../letter';

type Kinds =
  | 'confirm_email'
  | 'already_registered'
  | 'account_disabled'
  | 'account_enabled'
  | 'deletion_requested'
  | 'account_deleted';

export const accountLetters: Letters<Kinds> = {
  confirm_email: ({ facts, link, works, at }) => ({
    subject: `Confirm your email for ${product.name}`,
    body: [
      `Confirm this address to finish signing up for ${product.name}.`,
      { label: 'Confirm email', url: link },
      `The link works for ${works}, once.`,
      originWords('The sign-up came', facts, at),
      "If this wasn't you, do nothing: an account that nobody confirms goes away by itself.",
    ],
  }),

  already_registered: ({ facts, page, at }) => ({
    subject: `You already have an account at ${product.name}`,
    body: [
      'Somebody tried to sign up with this address. There is an account with it already, so nothing was changed.',
      'If it was you, sign in, or choose a new password if you have forgotten yours.',
      { label: 'Sign in', url: page('/sign-in') },
      { label: 'Choose a new password', url: page('/forgot-password'), quiet: true },
      originWords('The try came', facts, at),
      "If this wasn't you, there is nothing to do.",
    ],
  }),

  account_disabled: ({ at }) => ({
    subject: `Your ${product.name} account was disabled`,
    body: [
      `Your account was disabled on ${at}. It is signed out everywhere, and signing in is off.`,
      'What you have stored is still there. Write to whoever runs this service if you think it is a mistake.',
    ],
  }),

  account_enabled: ({ at, page }) => ({
    subject: `Your ${product.name} account is open again`,
    body: [
      `Your account was enabled again on ${at}. You can sign in as before.`,
      { label: 'Sign in', url: page('/sign-in') },
    ],
  }),

  deletion_requested: ({ facts, link, at }) => ({
    subject: `Your ${product.name} account will be deleted`,
    body: [
      `Your account is closed and signed out everywhere. Everything in it is deleted on ${instantWords(new Date(facts.until))}.`,
      "Until then you can bring it back. Do so if you have changed your mind, or if this wasn't you.",
      originWords('This mail was asked for', facts, at),
      { label: 'Keep my account', url: link },
    ],
  }),

  account_deleted: ({ at }) => ({
    subject: `Your ${product.name} account is deleted`,
    body: [
      `Your account and everything in it was deleted on ${at}. This is the last mail you get from us.`,
      'You are welcome to sign up again at any time.',
    ],
  }),
};
