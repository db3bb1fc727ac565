/** What a person typed and has not sent, for their own copy of it. */

import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { drafts } from '../../db/schema/drafts';

export const exportDrafts = (db: Executor, userId: string) =>
  db
    .select({ form: drafts.form, fields: drafts.fields, savedAt: drafts.savedAt })
    .from(drafts)
    .where(eq(drafts.userId, userId))
    .orderBy(asc(drafts.form));
