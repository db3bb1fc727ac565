/** Gives a session a new secret; the old one is dead at once (ASVS 7.2.4). Used when proof was given. */

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import { hashOfSecret, newSessionSecret } from './secret';

/**
 * Records the fresh proof in the same statement. The absolute limit does not move: only a full sign-in resets it (NIST §5.2).
 * Returns undefined when the session ended meanwhile.
 */
export async function rotateSession(
  db: Executor,
  session: { id: string; userId: string },
  proof: { with: 'password' },
): Promise<{ secret: string } | undefined> {
  const secret = newSessionSecret();
  const rows = await db
    .update(sessions)
    .set({
      secretHash: hashOfSecret(secret),
      previousSecretHash: sql`${sessions.secretHash}`,
      authenticatedAt: sql`now()`,
      authenticatedWith: proof.with,
      lastActiveAt: sql`now()`,
    })
    .where(and(eq(sessions.id, session.id), eq(sessions.userId, session.userId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return rows.length > 0 ? { secret } : undefined;
}
