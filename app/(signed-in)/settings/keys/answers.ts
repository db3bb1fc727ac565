/** What the actions on keys answer, a person's own and an organization's alike. */

import { refresh } from 'next/cache';
import type { CreatedKey, CreateKeyFault } from '@/lib/flows/keys/create-key';
import type { Result } from '@/lib/result';
import type { ActionState } from '@/lib/web/guards/action-state';
import { inField, refusedState } from '@/lib/web/guards/refusals';
import {
  keyGoneSentence,
  keyLengthSentence,
  keyNotAllowedSentence,
  keyScopesSentence,
  tooManyKeysSentence,
} from '@/lib/words/keys';

/** The key goes to the page that asked, once, and is kept nowhere that could show it again. */
export type ShownKey = { readonly key: string };

export async function createdKey(
  result: Result<CreatedKey, CreateKeyFault>,
  most: number,
): Promise<ActionState<ShownKey>> {
  if (!result.ok)
    return refusedState(result, {
      not_allowed: keyNotAllowedSentence,
      too_many: tooManyKeysSentence(most),
      scope_unknown: inField('scopes', keyScopesSentence),
      length_unknown: inField('days', keyLengthSentence),
    });
  refresh();
  return { status: 'done', data: { key: result.value.token } };
}

export async function changedKey(
  result: Result<unknown, 'not_found' | 'not_allowed'>,
): Promise<ActionState<undefined>> {
  if (!result.ok)
    return refusedState(result, { not_found: keyGoneSentence, not_allowed: keyNotAllowedSentence });
  refresh();
  return { status: 'done' };
}
