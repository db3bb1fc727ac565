/** Mails about organizations. Their names were chosen by people, so they are said as any stranger's words. Pure. */

import { product } from '../config/product';
import { instantWords, originWords, said, type WordsFor } from '../mail/letter';

export const organizationMails: WordsFor<'organization_deleted'> = {
  organization_deleted: {
    subject: `Your organization at ${product.name} will be deleted`,
    opens: 'nothing',
    says: ({ facts, at }) => ({
      before: [
        `${said(facts.organization, 'An organization that you own')} is closed for everyone. We'll delete everything in it on ${instantWords(new Date(facts.until))}.`,
        'Until then any of its owners can bring it back.',
        originWords('An owner did this', facts, at),
        { label: 'Your organizations', page: '/organizations' },
      ],
    }),
  },
};
