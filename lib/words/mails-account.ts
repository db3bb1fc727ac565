/** The words of the mails about an account's beginning and end, and about its codes and links. Pure. */

import { isOn } from '../config/features';
import { product } from '../config/product';
import { instantWords, originWords, type WordsFor } from '../mail/letter';

type Kinds =
  | 'confirm_email'
  | 'already_registered'
  | 'invitation'
  | 'sign_in_code'
  | 'step_up_code'
  | 'account_disabled'
  | 'account_enabled'
  | 'role_changed'
  | 'deletion_requested'
  | 'account_deleted';

export const accountMails: WordsFor<Kinds> = {
  confirm_email: {
    subject: `Confirm your email for ${product.name}`,
    opens: 'confirm_email',
    says: ({ facts, works, at }) => ({
      before: [`Confirm this address to finish signing up for ${product.name}.`],
      button: 'Confirm email',
      after: [
        linkWorks(works),
        originWords('Someone signed up', facts, at),
        "If this wasn't you, do nothing: we remove accounts that nobody confirms.",
      ],
    }),
  },

  already_registered: {
    subject: `You already have an account at ${product.name}`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        'Someone tried to sign up with this address. It already has an account, so nothing was changed.',
        "If it was you, sign in, or choose a new password if you've forgotten yours.",
        { label: 'Sign in', page: '/sign-in' },
        { label: 'Choose a new password', page: '/forgot-password', quiet: true },
        originWords('The attempt came', facts, at),
        "If this wasn't you, there's nothing to do.",
      ],
    }),
  },

  invitation: {
    subject: `You're invited to ${product.name}`,
    opens: 'invitation',
    says: ({ works }) => ({
      before: [
        `The people who run ${product.name} have made an account for you. Choose a password to open it.`,
      ],
      button: 'Choose a password',
      after: [
        linkWorks(works),
        "If you don't want an account, do nothing: we remove accounts that nobody confirms.",
      ],
    }),
  },

  // No subject and no first line has the code: both show on a locked screen.
  sign_in_code: {
    subject: `Your code to sign in to ${product.name}`,
    opens: 'code',
    says: ({ facts, works, at }) => ({
      before: ['Enter this code on the page where you asked for it:'],
      after: [
        codeWorks(works),
        originWords('Requested', facts, at),
        "If this wasn't you, do nothing: nobody gets in without the code.",
      ],
    }),
  },

  step_up_code: {
    subject: `Your code to confirm it's you at ${product.name}`,
    opens: 'code',
    says: ({ facts, works, at }) => ({
      before: ["Enter this code on the page that asked you to confirm it's you:"],
      after: [
        codeWorks(works),
        originWords('Requested', facts, at),
        "If this wasn't you, someone may be using your account. Don't share the code, and sign out any device you don't recognize.",
        { label: 'Your sessions', page: '/settings/sessions', quiet: true },
      ],
    }),
  },

  account_disabled: {
    subject: `Your ${product.name} account was disabled`,
    opens: 'nothing',
    says: ({ at }) => ({
      before: [
        `Your account was disabled on ${at}. It's signed out everywhere, and you can't sign in.`,
        "Everything you've stored is still there. If you think this is a mistake, contact the people who run this service.",
      ],
    }),
  },

  account_enabled: {
    subject: `Your ${product.name} account is open again`,
    opens: 'nothing',
    says: ({ at }) => ({
      before: [
        `Your account was enabled again on ${at}. You can sign in as before.`,
        { label: 'Sign in', page: '/sign-in' },
      ],
    }),
  },

  role_changed: {
    subject: `Your role at ${product.name} was changed`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        `${roleNow(facts.role)} This was changed on ${at}, and every device was signed out.`,
        { label: 'Sign in', page: '/sign-in' },
        ...(facts.role === 'member' || !isOn('staffConsole')
          ? []
          : [
              'The staff console needs a second factor. If your account has none, set one up in Settings under Security.',
            ]),
        "If you didn't expect this, contact the people who run this service.",
      ],
    }),
  },

  deletion_requested: {
    subject: `Your ${product.name} account will be deleted`,
    opens: 'undo_deletion',
    says: ({ facts, at }) => ({
      before: [
        `Your account is closed and signed out everywhere. We'll delete everything in it on ${instantWords(new Date(facts.until))}.`,
        "Until then you can bring it back. Do so if you've changed your mind, or if this wasn't you.",
        originWords('This email was requested', facts, at),
      ],
      button: 'Keep my account',
    }),
  },

  account_deleted: {
    subject: `Your ${product.name} account is deleted`,
    opens: 'nothing',
    says: ({ at }) => ({
      before: [
        `Your account and everything in it was deleted on ${at}. This is the last email you'll get from us.`,
        ...(isOn('openSignUp') ? ["You're welcome to sign up again at any time."] : []),
      ],
    }),
  },
};

const roleNow = (role: string) =>
  role === 'member'
    ? "You're no longer on the staff: your account is a member's account."
    : `Your account is on the staff now, with the role “${role}”.`;

const codeWorks = (works: string) =>
  `It works for ${works} from when you asked, once, and only in that browser. We'll never ask you for this code.`;

export const linkWorks = (works: string) => `The link expires in ${works} and works once.`;
