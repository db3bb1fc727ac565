/** Mails about organizations. Their names were chosen by people, so they are said as any stranger's words. Pure. */

import { product } from '../config/product';
import { instantWords, originWords, said, type WordsFor } from '../mail/letter';
import { linkWorks } from './mails-account';

export const organizationMails: WordsFor<
  'organization_deleted' | 'organization_invitation' | 'webhook_disabled'
> = {
  organization_invitation: {
    subject: `You're invited to an organization at ${product.name}`,
    opens: 'join_organization',
    says: ({ facts, works }) => ({
      before: [
        `${said(facts.inviter, 'Somebody')} invited you to join ${said(facts.organization, 'an organization')} at ${product.name}${facts.role === 'admin' ? ' as an admin' : ''}.`,
      ],
      button: 'See the invitation',
      after: [
        linkWorks(works),
        "You can accept or decline it there. If you don't know them, do nothing: nobody joins by getting this email.",
      ],
    }),
  },

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

  webhook_disabled: {
    subject: `A webhook of your organization at ${product.name} was turned off`,
    opens: 'nothing',
    says: ({ facts }) => ({
      before: [
        facts.reason === 'gone'
          ? `A webhook of ${said(facts.organization, 'your organization')} was turned off, because its receiver says that it is gone.`
          : `A webhook of ${said(facts.organization, 'your organization')} was turned off, because nothing has got through to it for days.`,
        'What happens from now on is not sent there. When the receiver is back, turn the webhook on again; you can send again what it missed.',
        { label: 'Webhooks', page: `/o/${facts.slug}/settings/webhooks` },
      ],
    }),
  },
};
