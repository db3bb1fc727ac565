/** What becomes of codes and proofs with time. Refresh tokens go with their session. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { authorizationCodes } from '../../db/schema/authorization-codes';
import { deviceCodes } from '../../db/schema/device-codes';
import { usedProofs } from '../../db/schema/used-proofs';
import type { Seconds } from '../time';

/** As long as a code that is shown a second time can still end what it was exchanged for. */
export const removeOldCodes = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, authorizationCodes, sql`${authorizationCodes.createdAt} <= ${ago(keptFor)}`, batch);

export const removeOldDeviceCodes = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, deviceCodes, sql`${deviceCodes.createdAt} <= ${ago(keptFor)}`, batch);

/** Removes at most `batch` proofs that nobody could show again; returns how many went. */
export const removeOldProofs = (db: Executor, keptFor: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, usedProofs, sql`${usedProofs.createdAt} <= ${ago(keptFor)}`, batch);
