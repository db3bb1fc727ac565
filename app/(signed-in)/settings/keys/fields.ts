/** The fields of the forms about keys, a person's own and an organization's. */

import { z } from 'zod';
import { type KeyKind, scopesFor } from '@/lib/api-key/rules';
import { nameField } from '@/lib/typed/name';
import { keyLengthSentence } from '@/lib/words/keys';
import { mayField } from './may-field';

export const keyNameField = nameField({ missing: 'Enter a name.', most: 60 });

/** Each scope is a box of its own. */
export const newKeyFields = (kind: KeyKind) =>
  z
    .object({
      name: keyNameField,
      days: z.coerce.number(keyLengthSentence).int(keyLengthSentence),
      ...Object.fromEntries(scopesFor(kind).map((scope) => [mayField(scope), z.literal('on').optional()])),
    })
    .transform(({ name, days, ...boxes }) => ({
      name,
      days,
      scopes: scopesFor(kind).filter((scope) => (boxes as Record<string, unknown>)[mayField(scope)] === 'on'),
    }));

export const oneKey = z.object({ keyId: z.uuid('This is not a key.') });
