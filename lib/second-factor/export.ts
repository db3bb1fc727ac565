/** What is kept about a person's authenticator app, for their own copy of it; its key is not for reading, sealed or open. */

import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { totpAuthenticators } from '../../db/schema/totp-authenticators';

/** At most one. */
export const exportAuthenticator = (db: Executor, userId: string) =>
  db
    .select({
      createdAt: totpAuthenticators.createdAt,
      confirmedAt: totpAuthenticators.confirmedAt,
      lastUsedAt: totpAuthenticators.lastUsedAt,
    })
    .from(totpAuthenticators)
    .where(eq(totpAuthenticators.userId, userId));
