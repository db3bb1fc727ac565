/** A person's own name for a device. Cosmetic: it opens nothing and ends nothing. */

import { and, eq, isNull } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import { ofPersonsOwn } from './sql';

/** Returns whether a live session of this person was renamed. */
export async function renameSessionRow(
  db: Executor,
  session: { id: string; userId: string },
  deviceName: string,
): Promise<boolean> {
  const rows = await db
    .update(sessions)
    .set({ deviceName })
    .where(
      and(
        eq(sessions.id, session.id),
        eq(sessions.userId, session.userId),
        isNull(sessions.endedAt),
        ofPersonsOwn,
      ),
    )
    .returning({ id: sessions.id });
  return rows.length > 0;
}
