/** What the security log says of apps and their tokens. Pure. */

import { type ActivityLine, textOf } from './activity-line';
import { keyEndWords } from './keys';

type Sentence = (row: ActivityLine) => { readonly title: string; readonly detail?: string };
const says =
  (title: string): Sentence =>
  () => ({ title });

const endingIn = (row: ActivityLine) => {
  const lastFour = textOf(row, 'lastFour');
  return lastFour && `the one that ends in ${lastFour}`;
};

export const tokenSentences = {
  authn_token_reuse: () => ({
    title: 'An old token of an app was used again',
    detail: 'The sign-in of that app was ended',
  }),
  authn_token_unproven: () => ({
    title: 'A token of an app was shown without its key',
    detail: 'It opened nothing. Somebody may have copied it',
  }),
  token_replayed: says('An app asked again for a token that it had been given'),
  token_refreshed: says('An app went on'),
  device_code_denied: says('Refused to sign a device in'),
  webhook_created: says('Webhook added to an organization'),
  webhook_changed: says('Webhook of an organization changed'),
  webhook_secret_rotated: says('Secret of a webhook replaced'),
  webhook_removed: says('Webhook removed from an organization'),
  webhook_disabled: says('Webhook turned off'),
  key_created: (row) => ({ title: 'API key created', detail: endingIn(row) }),
  key_renewed: (row) => ({ title: 'API key renewed', detail: endingIn(row) }),
  key_revoked: (row) => ({
    title: 'API key ended',
    detail: [endingIn(row), keyEndWords(row.reason)].filter(Boolean).join(': ') || undefined,
  }),
  signing_key_created: says('Signing key created'),
  signing_key_retired: says('Signing key retired'),
} as const satisfies Record<string, Sentence>;
