/** The words of the mails about second factors and connected accounts. Each notice has a button for "This wasn't me". Pure. */

import { product } from '../config/product';
import { isProviderName, providerLabels } from '../config/providers';
import { originWords, said, type WordsFor } from '../mail/letter';
import { notice, othersOut } from './mail-notice';

type Kinds =
  | 'factor_added'
  | 'factor_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'recovery_codes_renewed'
  | 'recovery_code_used'
  | 'second_factor_failed'
  | 'identity_linked'
  | 'identity_unlinked';

/** The mail does not know what else there is. */
const codesGone = 'If it was your last second factor, your recovery codes are gone, too.';

const codes = (left: string) =>
  left === '1' ? '1 recovery code is' : `${said(left, 'Some')} recovery codes are`;

const accountAt = (provider: string) =>
  isProviderName(provider) ? `${providerLabels[provider]} account` : 'connected account';
const labelOf = (provider: string) =>
  isProviderName(provider) ? providerLabels[provider] : 'Another account';

export const factorMails: WordsFor<Kinds> = {
  factor_added: notice({
    subject: `An authenticator app was added to ${product.name}`,
    what: `From now on, signing in to your account asks for a code from the app. ${othersOut}`,
  }),
  factor_removed: notice({
    subject: `The authenticator app was removed from ${product.name}`,
    what: `Its codes no longer prove it's you. ${codesGone} ${othersOut}`,
  }),
  passkey_added: notice({
    subject: `A passkey was added to ${product.name}`,
    what: `From now on, this passkey signs you in without a password, and signing in with the password asks for a second proof. ${othersOut}`,
  }),
  passkey_removed: notice({
    subject: `A passkey was removed from ${product.name}`,
    what: `It no longer signs you in. ${codesGone} ${othersOut}`,
  }),
  recovery_codes_renewed: notice({
    subject: `New recovery codes for ${product.name}`,
    what: `A new set of recovery codes was made for your account. Earlier codes no longer work. ${othersOut}`,
  }),
  recovery_code_used: notice({
    subject: `A recovery code for ${product.name} was used`,
    what: ({ left }) =>
      `Someone used a recovery code to prove they're you. ${codes(left)} left, and trusted devices ask for a code again.`,
    deed: 'It was used',
    more: ({ few }) =>
      few === 'yes'
        ? ["You're running low: make a new set.", { label: 'Security settings', page: '/settings/security' }]
        : [],
  }),

  second_factor_failed: {
    subject: `A sign-in to ${product.name} failed at the code`,
    opens: 'report_sign_in',
    says: ({ facts, at }) => {
      const password = facts.begunWith === 'password';
      return {
        before: [
          `Someone ${password ? 'entered your password' : 'got past the first step of signing in'} and then several wrong codes. They didn't get in.`,
          originWords('The attempts came', facts, at),
          'If this was you, sign in again when you have the code.',
          password
            ? "If this wasn't you, someone knows your password. Tell us: we'll sign everyone out, and you choose a new one."
            : "If this wasn't you, someone may be reading your email or using an account you sign in with. Tell us: we'll sign everyone out, and you choose a new password.",
        ],
        button: { label: "This wasn't me", quiet: true },
      };
    },
  },

  identity_linked: notice({
    subject: ({ provider }) => `${labelOf(provider)} was connected to ${product.name}`,
    what: ({ provider }) => `From now on, a ${accountAt(provider)} signs in to your account. ${othersOut}`,
    deed: 'It was connected',
  }),
  identity_unlinked: notice({
    subject: ({ provider }) => `${labelOf(provider)} was disconnected from ${product.name}`,
    what: ({ provider }) => `A ${accountAt(provider)} no longer signs in to your account. ${othersOut}`,
    deed: 'It was disconnected',
  }),
};
