/** What becomes of proofs with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { usedProofs } from '../../db/schema/used-proofs';
import type { Seconds } from '../time';

/** Removes at most `batch` proofs that nobody could show again; returns how many went. */
export const removeOldProofs = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, usedProofs, sql`${usedProofs.createdAt} <= ${ago(keptFor)}`, batch);
