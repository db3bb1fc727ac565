/** Refuses to serve while a feature is off that is the last way in for somebody. */

import type { Executor } from '../../db/client';
import { countStranded } from '../account/stranded';
import { type Feature, features, isOn } from '../config/features';
import { faultFields, log } from '../observe/log';

/** What to say before stopping; undefined when everyone gets in, or when the database doesn't answer. */
export async function lockedOutSentence(
  db: Executor,
  on: (feature: Feature) => boolean = isOn,
): Promise<string | undefined> {
  try {
    const stranded = await countStranded(db, on);
    if (stranded.length === 0) return undefined;
    const lines = stranded.map(
      ({ feature, accounts }) =>
        `  - ${feature} (${features[feature].name}): the last way in for ${accounts} ${accounts === 1 ? 'account' : 'accounts'}`,
    );
    return [
      'lib/config/features.ts switches off what people need to get into their accounts:',
      ...lines,
      'Switch it on until they have another way in.',
    ].join('\n');
  } catch (fault) {
    log.warn({ event: 'switches_unchecked', ...faultFields(fault) }, 'switches_unchecked');
    return undefined;
  }
}
