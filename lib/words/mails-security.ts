/** The words of the mails about passwords, sign-ins and changes of address. Each notice has a button for "This wasn't me". Pure. */

import { product } from '../config/product';
import { originWords, said, type WordsFor } from '../mail/letter';
import { notice } from './mail-notice';
import { linkWorks } from './mails-account';

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

/** Addresses were checked when they were entered; a mail program may turn them into links. */
const address = (text: string) => text.replace(/[\p{C}\s]+/gu, '').slice(0, 254);

const passwordChosen = (hasPassword: 'yes' | 'no' | undefined) =>
  hasPassword === 'no' ? 'a password' : 'a new password';

export const securityMails: WordsFor<Kinds> = {
  reset_password: {
    subject: ({ hasPassword }) => `Choose ${passwordChosen(hasPassword)} for ${product.name}`,
    opens: 'reset_password',
    says: ({ facts, works, at }) => {
      const one = passwordChosen(facts.hasPassword);
      return {
        before: [`Someone asked for a link to choose ${one} for your account.`],
        button: `Choose ${one}`,
        after: [
          `${linkWorks(works)} When you set the ${one.replace('a ', '')}, every device is signed out.`,
          originWords('Requested', facts, at),
          facts.hasPassword === 'no'
            ? "If this wasn't you, do nothing: your account carries on without a password."
            : "If this wasn't you, do nothing: your password stays as it is.",
        ],
      };
    },
  },

  secure_account: {
    subject: `Secure your ${product.name} account`,
    opens: 'reset_password',
    says: ({ facts, works, at }) => ({
      before: [
        'For your security every device is signed out, and your password no longer opens the account.',
        'Choose a new one to get back in.',
      ],
      button: 'Choose a new password',
      after: [
        `${linkWorks(works)} After that, ask for another one on the "Forgot password" page.`,
        originWords('This email was requested', facts, at),
      ],
    }),
  },

  password_changed: notice({
    subject: `Your ${product.name} password was changed`,
    what: 'Your password was changed, and all your other devices were signed out.',
  }),
  password_reset: notice({
    subject: `Your ${product.name} password was reset`,
    what: 'Your password was reset from a link in your email, and every device was signed out.',
  }),
  new_sign_in: notice({
    subject: `New sign-in to ${product.name}`,
    what: ({ known }) =>
      known === 'yes'
        ? 'Someone signed in to your account after several wrong passwords.'
        : "Someone signed in to your account from a browser we haven't seen before.",
    deed: 'They signed in',
    more: ({ failures }) => (failures ? [`Wrong passwords before that: ${said(failures, 'several')}.`] : []),
  }),

  confirm_new_email: {
    subject: `Confirm your new email for ${product.name}`,
    opens: 'confirm_new_email',
    says: ({ facts, works, at }) => ({
      before: ['Someone wants to use this address for an account that has another one now.'],
      button: 'Confirm email',
      after: [
        `${linkWorks(works)} Nothing changes until you confirm; then every device is signed out, except the browser you confirm in.`,
        originWords('Requested', facts, at),
        "If this wasn't you, do nothing: nobody can use this address without the link.",
      ],
    }),
  },

  new_email_taken: {
    subject: `This address already has an account at ${product.name}`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        'Someone wanted to use this address for another account. It already belongs to yours, so nothing was changed.',
        originWords('Requested', facts, at),
        "There's nothing to do. If it was you, change the address of this account first.",
      ],
    }),
  },

  email_change_requested: {
    subject: `Your ${product.name} email is about to change`,
    opens: 'undo_email_change',
    says: ({ facts, at }) => ({
      before: [
        `Someone asked to change the address of your account to ${address(facts.newEmail)}. It changes when that address confirms.`,
        originWords('Requested', facts, at),
        "If this was you, there's nothing to do.",
        "If this wasn't you, stop it: the address stays, everyone is signed out, and you choose a new password.",
      ],
      button: 'Undo the change',
    }),
  },

  email_changed_from: {
    subject: `Your ${product.name} email was changed`,
    opens: 'undo_email_change',
    says: ({ facts, works, at }) => ({
      before: [
        `The address of your account is now ${address(facts.newEmail)}. This is the last email we send to this one.`,
        originWords('This was done', facts, at),
        "If this was you, there's nothing to do.",
        `If this wasn't you, undo it within ${works}: this address counts again, everyone is signed out, and you choose a new password.`,
      ],
      button: 'Undo the change',
    }),
  },

  email_changed_to: notice({
    subject: `Your ${product.name} email was changed`,
    what: ({ oldEmail }) =>
      `This is now the address of your account; it used to be ${address(oldEmail)}. Sign in with the new one from now on.`,
  }),
};
