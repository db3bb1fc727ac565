/** What becomes of the tokens of mailed links with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { oneTimeTokens } from '../../db/schema/one-time-tokens';
import type { Seconds } from '../time';

/** Removes at most `batch` tokens that no policy can make good any more; returns how many went. */
export const removeOldTokens = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, oneTimeTokens, sql`${oneTimeTokens.createdAt} <= ${ago(keptFor)}`, batch);
