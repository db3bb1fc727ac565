/** What becomes of drafts with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { drafts } from '../../db/schema/drafts';
import type { Seconds } from '../time';

/** Removes at most `batch` drafts that nobody came back to for `keptFor`; returns how many went. */
export const removeOldDrafts = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, drafts, sql`${drafts.savedAt} <= ${ago(keptFor)}`, batch);
