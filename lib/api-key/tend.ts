/** Which keys are to be mailed about, and which are over: for the job, in batches. */

import { and, eq, inArray, isNull, not, type SQL, sql } from 'drizzle-orm';
import { ago, lasting } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { apiKeys } from '../../db/schema/api-keys';
import { organizations } from '../../db/schema/organizations';
import { sinceEveryoneLeft } from '../../db/schema/platform';
import { users } from '../../db/schema/users';
import type { Seconds } from '../time';
import type { KeyEndReason, KeyWarning } from './rules';
import { type EndedKey, endKeysWhere, liveKey } from './store';

type Lengths = {
  readonly apiKeyFirstWarning: Seconds;
  readonly apiKeyLastWarning: Seconds;
  readonly unusedKeyWarning: Seconds;
  readonly unusedKeyEnd: Seconds;
};

/** Who renews a key says that it is needed. */
const idleSince = sql`greatest(${apiKeys.createdAt}, ${apiKeys.renewedAt}, ${apiKeys.lastUsedAt})`;

const notTold = (warning: KeyWarning) => sql`position(${warning} in coalesce(${apiKeys.warned}, '')) = 0`;
/** A key that is made for less is known to be about to end. */
const longerThan = (lead: Seconds) => sql`${apiKeys.lifetimeDays} * interval '1 day' > ${lasting(lead)}`;
const endsWithin = (lead: Seconds) => sql`${apiKeys.expiresAt} <= now() + ${lasting(lead)}`;

const due = (warning: KeyWarning, policy: Lengths): SQL | undefined => {
  if (warning === 'unused')
    return and(notTold('unused'), sql`${idleSince} <= ${ago(policy.unusedKeyWarning)}`);
  const lead = warning === 'first' ? policy.apiKeyFirstWarning : policy.apiKeyLastWarning;
  // The last one says it all: none comes after it.
  return and(notTold(warning), notTold('last'), longerThan(lead), endsWithin(lead));
};

export type KeyToWarn = {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly lastFour: string;
  readonly expiresAt: Date;
  /** Of an organization's own key. */
  readonly slug: string | null;
  readonly organization: string | null;
};

/** Takes the batch: each is told of once, also by two instances at once. */
export async function takeKeysToWarn(
  tx: Transaction,
  warning: KeyWarning,
  policy: Lengths,
  batch: number,
): Promise<KeyToWarn[]> {
  const chosen = tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(liveKey, due(warning, policy)))
    .limit(batch)
    .for('update', { skipLocked: true });
  const taken = await tx
    .update(apiKeys)
    .set({ warned: sql`btrim(coalesce(${apiKeys.warned}, '') || ' ' || ${warning})` })
    .where(sql`${apiKeys.id} in ${chosen}`)
    .returning({ id: apiKeys.id });
  if (taken.length === 0) return [];
  return tx
    .select({
      id: apiKeys.id,
      userId: apiKeys.userId,
      email: users.email,
      name: apiKeys.name,
      lastFour: apiKeys.lastFour,
      expiresAt: apiKeys.expiresAt,
      slug: organizations.slug,
      organization: organizations.name,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .leftJoin(organizations, eq(organizations.id, apiKeys.organizationId))
    .where(
      inArray(
        apiKeys.id,
        taken.map(({ id }) => id),
      ),
    );
}

/** A person's own keys from before everyone was signed out. Those of organizations are nobody's sign-in. */
const beforeEveryoneLeft = and(eq(apiKeys.kind, 'person'), not(sinceEveryoneLeft(apiKeys.createdAt)));

const over = (reason: KeyEndReason, policy: Lengths): SQL | undefined => {
  if (reason === 'expired') return sql`${apiKeys.expiresAt} <= now()`;
  if (reason === 'unused') return sql`${idleSince} <= ${ago(policy.unusedKeyEnd)}`;
  return beforeEveryoneLeft;
};

/** Writes the end into at most `batch` rows; what somebody holds is left for the next time. */
export async function endKeysThatAreOver(
  tx: Transaction,
  reason: 'expired' | 'unused' | 'operator',
  policy: Lengths,
  batch: number,
): Promise<EndedKey[]> {
  const chosen = tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), over(reason, policy)))
    .limit(batch)
    .for('update', { skipLocked: true });
  return endKeysWhere(tx, sql`${apiKeys.id} in ${chosen}`, { reason });
}

/** At most `batch` of those that live, of anybody; what somebody holds is left for the next time. */
export const endLiveKeys = (tx: Transaction, batch: number): Promise<EndedKey[]> => {
  const chosen = tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(liveKey)
    .limit(batch)
    .for('update', { skipLocked: true });
  // As an array it is chosen once: a plan may run `in` again for each row, and then it is no batch.
  return endKeysWhere(tx, sql`${apiKeys.id} = any(array${chosen})`, { reason: 'operator' });
};

/** One that lives, of anybody: waits until nobody else holds it. */
export const endLiveKey = (tx: Transaction, id: string): Promise<EndedKey[]> =>
  endKeysWhere(tx, and(eq(apiKeys.id, id), liveKey), { reason: 'operator' });

export const liveKeyIds = async (db: Executor): Promise<string[]> =>
  (await db.select({ id: apiKeys.id }).from(apiKeys).where(liveKey)).map(({ id }) => id);

export const countEveryLiveKey = (db: Executor): Promise<number> => db.$count(apiKeys, liveKey);

/** Who made it, and which organization it belongs to, for mails. */
export async function keyMailFacts(
  tx: Transaction,
  key: { readonly userId: string; readonly organizationId: string | null },
): Promise<{ email: string; organization: string | undefined; slug: string | undefined }> {
  const [row] = await tx
    .select({ email: users.email, organization: organizations.name, slug: organizations.slug })
    .from(users)
    .leftJoin(organizations, key.organizationId ? eq(organizations.id, key.organizationId) : sql`false`)
    .where(eq(users.id, key.userId));
  if (!row) throw new Error('the person of the key is gone');
  return { email: row.email, organization: row.organization ?? undefined, slug: row.slug ?? undefined };
}
