/** Who could rewrite the trail. */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';

/** Whether the role of this connection could change or remove what is recorded: the owner of the table can. */
export async function mayRewriteTrail(db: Executor): Promise<boolean> {
  const [row] = await db.execute<{ may: boolean }>(
    sql`select has_table_privilege('audit_events', 'update, delete, truncate') as may`,
  );
  return row?.may === true;
}
