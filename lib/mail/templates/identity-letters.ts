/** The words of the mails about accounts elsewhere that sign in to this one. */

import { product } from '../../config/product';
import { isProviderName, providerLabels } from '../../config/providers';
import type { Letters } from '../letter';
import { originWords } from '../letter';
import { othersOut, wasNotMe } from './security-letters';

const labelOf = (provider: string) =>
  isProviderName(provider) ? providerLabels[provider] : 'An account elsewhere';

export const identityLetters: Letters<'identity_linked' | 'identity_unlinked'> = {
  identity_linked: ({ facts, link, at }) => ({
    subject: `${labelOf(facts.provider)} was connected to ${product.name}`,
    body: [
      `From now on, a ${labelOf(facts.provider)} account signs in to your account. ${othersOut}`,
      originWords('It was connected', facts, at),
      ...wasNotMe(link),
    ],
  }),

  identity_unlinked: ({ facts, link, at }) => ({
    subject: `${labelOf(facts.provider)} was disconnected from ${product.name}`,
    body: [
      `A ${labelOf(facts.provider)} account no longer signs in to your account. ${othersOut}`,
      originWords('It was disconnected', facts, at),
      ...wasNotMe(link),
    ],
  }),
};
