/** Gives a session a new secret; the old one is dead at once (ASVS 7.2.4). Used when proof was given, and when the account changed. */

import { and, eq, isNull, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor } from '../../db/client';
import { rotatedSecrets } from '../../db/schema/rotated-secrets';
import { sessions } from '../../db/schema/sessions';
import type { SessionLimits } from '../config/policy';
import type { Proof } from '../proof';
import { hashOfSecret, newSecret } from '../secret';
import { overruled } from './sql';
import { longestBreak } from './touch';

/**
 * Records a fresh proof, where one was given, in the same statement. The absolute limit does not move: only a full sign-in resets it (NIST §5.2).
 * `presented` is the hash of the secret that asked: of two rotations at once one wins, and the browser cannot end up
 * with the secret of the other. Returns undefined when the session ended, ran out or was rotated meanwhile.
 */
export async function rotateSession(
  db: Executor,
  session: { id: string; userId: string; presented: Buffer },
  proof: Proof | undefined,
  limits: SessionLimits,
): Promise<{ secret: string } | undefined> {
  const secret = newSecret();
  const rows = await db
    .update(sessions)
    .set({
      secretHash: hashOfSecret(secret),
      rotatedAt: sql`now()`,
      ...(proof
        ? {
            authenticatedAt: sql`now()`,
            authenticatedWith: proof.with,
            assurance: proof.assurance,
            longestBreakSeconds: 0,
          }
        : { longestBreakSeconds: longestBreak }),
      lastActiveAt: sql`now()`,
    })
    .where(
      and(
        eq(sessions.id, session.id),
        eq(sessions.userId, session.userId),
        eq(sessions.secretHash, session.presented),
        isNull(sessions.endedAt),
        sql`${sessions.lastActiveAt} > ${ago(limits.idle)}`,
        sql`${sessions.signedInAt} > ${ago(limits.absolute)}`,
        // A new secret is younger than the epoch: without this, proof at the wrong moment would bring a dead session back.
        sql`not exists (select 1 from users u where u.id = ${sessions.userId} and ${sql.raw(overruled.reason('sessions', 'u'))} is not null)`,
      ),
    )
    .returning({ id: sessions.id });
  if (rows.length === 0) return undefined;
  await db.insert(rotatedSecrets).values({ secretHash: session.presented, sessionId: session.id });
  return { secret };
}
