/** Mails about API keys. Their names were chosen by people, so they are said as any stranger's words. Pure. */

import { product } from '../config/product';
import type { MailFacts } from '../mail/kinds';
import { instantWords, type Paragraph, said, type WordsFor } from '../mail/letter';
import { notice } from './mail-notice';

type Kinds = 'key_created' | 'organization_key_created' | 'key_expiring' | 'key_unused' | 'key_leaked';
type Named = Pick<MailFacts['key_created'], 'key' | 'lastFour' | 'organization'>;

/** `The key "Deploys" of Acme, which ends in x7Qz,`: the last four as on the page. */
const keyWords = ({ key, lastFour, organization }: Named) => {
  const name = said(key, '');
  const of = organization === undefined ? '' : ` of ${said(organization, 'an organization')}`;
  return `API key${name && ` “${name}”`}${of}, which ends in ${said(lastFour, '')},`;
};

const keysPage = ({ slug }: { readonly slug?: string | undefined }): Paragraph => ({
  label: slug === undefined ? 'Your API keys' : 'The API keys of the organization',
  page: slug === undefined ? '/settings/keys' : `/o/${slug}/settings/keys`,
});

export const keyMails: WordsFor<Kinds> = {
  key_created: notice({
    subject: `An API key was created at ${product.name}`,
    what: (facts) =>
      `An ${keyWords(facts)} was created with your account. Anyone who has it can act for you.`,
  }),

  organization_key_created: {
    subject: `An API key of your organization was created at ${product.name}`,
    opens: 'nothing',
    says: ({ facts }) => ({
      before: [
        `An ${keyWords(facts)} was created by ${said(facts.maker, 'one of its people')}. Anyone who has it can act for the organization.`,
        "If you don't know what it's for, ask them. If nobody should have it, revoke it:",
        keysPage(facts),
      ],
    }),
  },

  key_expiring: {
    subject: `An API key at ${product.name} is about to expire`,
    opens: 'nothing',
    says: ({ facts }) => ({
      before: [
        `Your ${keyWords(facts)} expires on ${instantWords(new Date(facts.until))}. Programs that use it stop then.`,
        "Renew it if you still need it. If you don't, there's nothing to do.",
        keysPage(facts),
      ],
    }),
  },

  key_unused: {
    subject: `An API key at ${product.name} isn't being used`,
    opens: 'nothing',
    says: ({ facts }) => ({
      before: [
        `Nothing has used your ${keyWords(facts)} for a while.`,
        "If you don't need it any more, revoke it: a key on a machine that is gone may be found by somebody else. A key that stays unused ends by itself.",
        keysPage(facts),
      ],
    }),
  },

  key_leaked: {
    subject: `An API key at ${product.name} was found in public and ended`,
    opens: 'nothing',
    says: ({ facts }) => ({
      before: [
        `The ${keyWords(facts)} was found where everybody can read it${siteWords(facts.site)}, so we ended it at once.`,
        'Create a new one for the programs that used it, and keep it out of files that others see. Somebody may have used the old one before we heard of it: look at what it was last used for.',
        'The page says where exactly it was found.',
        keysPage(facts),
      ],
    }),
  },
};

/** Not as an address that a mail program would turn into a link. */
function siteWords(site: string | undefined): string {
  if (site === 'github.com' || site === 'gist.github.com') return ', on GitHub';
  return '';
}
