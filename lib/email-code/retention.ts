/** What becomes of mailed codes with time. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { emailCodes } from '../../db/schema/email-codes';
import type { Seconds } from '../time';

/** Removes at most `batch` older than so long; returns how many went. */
export const removeOldEmailCodes = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, emailCodes, sql`${emailCodes.createdAt} <= ${ago(keptFor)}`, batch);
