/** What becomes of questions to passkeys with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { passkeyChallenges } from '../../db/schema/passkey-challenges';
import type { Seconds } from '../time';

/** Removes at most `batch` older than so long; returns how many went. */
export const removeOldChallenges = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, passkeyChallenges, sql`${passkeyChallenges.createdAt} <= ${ago(keptFor)}`, batch);
