/** The words of the mails about apps and their tokens. Pure. */

import { product } from '../config/product';
import { said, type WordsFor } from '../mail/letter';

type Kinds = 'token_reused';

export const tokenMails: WordsFor<Kinds> = {
  token_reused: {
    subject: `An app was signed out of your ${product.name} account`,
    opens: 'report_sign_in',
    says: ({ facts, at }) => {
      const from = facts.place ? ` from ${said(facts.place, 'somewhere')}` : '';
      return {
        before: [
          `An old token of ${said(facts.app, 'an app')} was used again${from} on ${at}. We ended that sign-in.`,
          'If you restored a backup or moved the app to another device, sign in there again.',
          'If not, somebody may have copied what the app keeps. Change your password:',
          { label: 'Security settings', page: '/settings/security' },
        ],
        button: "This wasn't me",
        after: [`The button signs you out of ${product.name} everywhere, and you choose a new password.`],
      };
    },
  },
};
