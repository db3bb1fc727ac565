/** Deliveries that nobody looks at any more, and endpoints that were removed. */

import { sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { deleteBatch } from '../../db/delete-batch';
import { webhookDeliveries, webhookEndpoints } from '../../db/schema/webhooks';
import type { Seconds } from '../time';

export const removeOldDeliveries = (db: Executor, after: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, webhookDeliveries, sql`${webhookDeliveries.createdAt} < ${ago(after)}`, batch);

/** Their deliveries go with them. */
export const removeOldEndpoints = (db: Executor, after: Seconds, batch: number): Promise<number> =>
  deleteBatch(db, webhookEndpoints, sql`${webhookEndpoints.removedAt} < ${ago(after)}`, batch);
