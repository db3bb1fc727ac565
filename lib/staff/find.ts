/** Finding a person by what somebody who asks for help can name. Every statement is bounded and goes by an index. */

import { and, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { auditEvents } from '../../db/schema/audit-events';
import { sessions } from '../../db/schema/sessions';
import { users } from '../../db/schema/users';
import type { Role } from '../config/policy';

/** What was typed into the search, taken apart. */
export type Sought =
  /** Of an account, a session or a request: an id does not say which. */
  { readonly kind: 'id'; readonly id: string } | { readonly kind: 'address'; readonly beginning: string };

export const shortestBeginning = 3;
const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const longestAddress = 254;

/** An id as it stands in an address, in any case; undefined for what the database would not take for one. */
export function readId(text: string | undefined): string | undefined {
  const id = text?.toLowerCase() ?? '';
  return idForm.test(id) ? id : undefined;
}

/** No address holds these, and the database refuses some of them. */
const odd = /[\p{Cc}\p{Cs}]/u;

/** Undefined for what cannot be the beginning of an address, or is too short to find anybody by. Addresses come in small letters. */
export function readSought(text: string): Sought | undefined {
  const typed = text.trim().toLowerCase();
  const id = readId(typed);
  if (id) return { kind: 'id', id };
  if (typed.length < shortestBeginning || typed.length > longestAddress || odd.test(typed)) return undefined;
  return { kind: 'address', beginning: typed };
}

export type FoundPerson = Awaited<ReturnType<typeof findPeople>>[number];

/** By address, at most `limit`, those after the person given. */
export const findPeople = (
  db: Executor,
  sought: Sought,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
) =>
  db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: sql<Role>`${users.role}`,
      emailVerifiedAt: users.emailVerifiedAt,
      passwordResetRequiredAt: users.passwordResetRequiredAt,
      disabledAt: users.disabledAt,
      deletionRequestedAt: users.deletionRequestedAt,
    })
    .from(users)
    .where(and(fits(db, sought), after ? gt(address, placeOf(after)) : undefined))
    .orderBy(address)
    .limit(limit);

/** In the order of the index, whatever the language of the database. */
const address = sql`(${users.email} collate "C")`;
const placeOf = (id: string) => sql`(select place.email collate "C" from users place where place.id = ${id})`;

/** No address holds a character above this one, as they are kept. */
const last = '\u{10FFFF}';

function fits(db: Executor, sought: Sought): SQL | undefined {
  if (sought.kind === 'address')
    return sql`${address} >= ${sought.beginning} and ${address} < ${sought.beginning + last}`;
  const { id } = sought;
  // One list of ids: the same as alternatives would read every person.
  const ofSession = db.select({ id: sessions.userId }).from(sessions).where(eq(sessions.id, id));
  const ofRequest = db
    .select({ id: auditEvents.userId })
    .from(auditEvents)
    .where(eq(auditEvents.requestId, id))
    .limit(50);
  return sql`${users.id} = any(array(select ${id}::uuid union all ${ofSession} union all ${ofRequest}))`;
}
