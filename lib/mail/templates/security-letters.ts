/** The words of the mails about passwords, sign-ins and changes of address. Each notice has a way to say "this wasn't me". */

import { product } from '../../config/product';
import type { Letter, Letters } from '../letter';
import { originWords, said } from '../letter';

type Kinds =
  | 'reset_password'
  | 'secure_account'
  | 'password_changed'
  | 'password_reset'
  | 'new_sign_in'
  | 'confirm_new_email'
  | 'new_email_taken'
  | 'email_change_requested'
  | 'email_changed_from'
  | 'email_changed_to';

/** What every change of the ways in takes from the others. */
export const othersOut = 'All your other devices were signed out, and no browser is trusted any more.';

/** Signs everyone out and asks for a new password, which is what somebody needs who reads of a stranger's deed. */
export const wasNotMe = (link: string): Letter['body'] => [
  'If this was you, there is nothing to do.',
  "If this wasn't you, say so: everyone is signed out, and you choose a new password.",
  { label: "This wasn't me", url: link },
];

/** Addresses were checked when they were entered; a mail program may make links of them. */
const address = (text: string) => text.replace(/[\p{C}\s]+/gu, '').slice(0, 254);

export const securityLetters: Letters<Kinds> = {
  reset_password: ({ facts, link, works, at }) => {
    const one = facts.hasPassword === 'no' ? 'a password' : 'a new password';
    return {
      subject: `Choose ${one} for ${product.name}`,
      body: [
        `Somebody asked for a link to choose ${one} for your account.`,
        { label: `Choose ${one}`, url: link },
        `The link works for ${works}, once. When the ${facts.hasPassword === 'no' ? '' : 'new '}password is set, every device is signed out.`,
        originWords('It was asked for', facts, at),
        facts.hasPassword === 'no'
          ? "If this wasn't you, do nothing: your account goes on without a password."
          : "If this wasn't you, do nothing: your password stays as it is.",
      ],
    };
  },

  secure_account: ({ facts, link, works, at }) => ({
    subject: `Secure your ${product.name} account`,
    body: [
      'For your safety every device is signed out, and your password no longer opens the account.',
      'Choose a new one to get back in.',
      { label: 'Choose a new password', url: link },
      `The link works for ${works}, once. After that, ask for another one at "Forgot password".`,
      originWords('This mail was asked for', facts, at),
    ],
  }),

  password_changed: ({ facts, link, at }) => ({
    subject: `Your ${product.name} password was changed`,
    body: [
      'Your password was changed, and all your other devices were signed out.',
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),

  password_reset: ({ facts, link, at }) => ({
    subject: `Your ${product.name} password was reset`,
    body: [
      'A new password was chosen with a link from a mail, and every device was signed out.',
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),

  new_sign_in: ({ facts, link, at }) => ({
    subject: `New sign-in to ${product.name}`,
    body: [
      facts.known === 'yes'
        ? 'There was a sign-in to your account after wrong passwords had been tried.'
        : 'There was a sign-in to your account from a browser that we have not seen before.',
      originWords('The sign-in came', facts, at),
      ...(facts.failures ? [`Wrong passwords before it: ${said(facts.failures, 'several')}.`] : []),
      ...wasNotMe(link),
    ],
  }),

  confirm_new_email: ({ facts, link, works, at }) => ({
    subject: `Confirm your new email for ${product.name}`,
    body: [
      'Somebody wants to use this address for an account that has another one now.',
      { label: 'Confirm email', url: link },
      `The link works for ${works}, once. Until then nothing changes; then every device is signed out, except the browser you confirm in.`,
      originWords('It was asked for', facts, at),
      "If this wasn't you, do nothing: nobody can use this address without the link.",
    ],
  }),

  new_email_taken: ({ facts, at }) => ({
    subject: `This address already has an account at ${product.name}`,
    body: [
      'Somebody wanted to use this address for another account. It belongs to yours already, so nothing was changed.',
      originWords('It was asked for', facts, at),
      'There is nothing to do. If it was you, change the address of this account first.',
    ],
  }),

  email_change_requested: ({ facts, link, at }) => ({
    subject: `Your ${product.name} email is about to change`,
    body: [
      `Somebody asked to change the address of your account to ${address(facts.newEmail)}. It changes when that address confirms.`,
      originWords('It was asked for', facts, at),
      'If this was you, there is nothing to do.',
      "If this wasn't you, stop it: the address stays, everyone is signed out, and you choose a new password.",
      { label: 'Undo the change', url: link },
    ],
  }),

  email_changed_from: ({ facts, link, works, at }) => ({
    subject: `Your ${product.name} email was changed`,
    body: [
      `The address of your account is now ${address(facts.newEmail)}. This is the last mail that goes to this one.`,
      originWords('It was done', facts, at),
      'If this was you, there is nothing to do.',
      `If this wasn't you, undo it within ${works}: this address counts again, everyone is signed out, and you choose a new password.`,
      { label: 'Undo the change', url: link },
    ],
  }),

  email_changed_to: ({ facts, link, at }) => ({
    subject: `Your ${product.name} email was changed`,
    body: [
      `This is now the address of your account; before, it was ${address(facts.oldEmail)}. Sign in with it from now on.`,
      originWords('It was done', facts, at),
      ...wasNotMe(link),
    ],
  }),
};
