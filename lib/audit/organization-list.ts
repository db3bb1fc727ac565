/**
 * An organization's own part of the trail. Every statement names the organization; a line says who, what and when, and nothing of
 * anyone's address, browser or session (docs/security.md Q6).
 */

import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { alias, type PgColumn, unionAll } from 'drizzle-orm/pg-core';
import type { Executor } from '../../db/client';
import { auditEvents } from '../../db/schema/audit-events';
import { users } from '../../db/schema/users';
import {
  type OrganizationAuditKind,
  type OrganizationEventName,
  organizationEventsOf,
} from './organization-shown';

export type OrganizationAuditFilter = {
  readonly kind?: OrganizationAuditKind | undefined;
  /** What this person did here, and what was done to them. */
  readonly personId?: string | undefined;
};

const actors = alias(users, 'actors');
const people = alias(users, 'people');

const shown = {
  id: auditEvents.id,
  at: auditEvents.at,
  event: sql<OrganizationEventName>`${auditEvents.event}`,
  reason: auditEvents.reason,
  data: auditEvents.data,
  /** Null for what no person did. */
  actorId: auditEvents.actorId,
  /** Null also where the account is gone. */
  actorName: actors.name,
  personId: auditEvents.userId,
  personName: people.name,
};

export type OrganizationAuditRow = Awaited<ReturnType<typeof organizationAuditQuery>>[number];

type Asked = {
  readonly filter: OrganizationAuditFilter;
  /** The id of a line that was seen: what is older comes next. Ids only grow, so what is added meanwhile shifts nothing. */
  readonly before: bigint | undefined;
  readonly limit: number;
};

/** At most `limit` lines, newest first. They are chosen within an index and read afterwards, as those of a person are. */
export function organizationAuditQuery(db: Executor, organizationId: string, asked: Asked) {
  const chosen = chosenLines(db, organizationId, asked).as('chosen');
  return db
    .select(shown)
    .from(chosen)
    .innerJoin(
      auditEvents,
      and(eq(auditEvents.id, chosen.id), eq(auditEvents.organizationId, organizationId)),
    )
    .leftJoin(actors, eq(actors.id, auditEvents.actorId))
    .leftJoin(people, eq(people.id, auditEvents.userId))
    .orderBy(desc(chosen.id));
}

function chosenLines(db: Executor, organizationId: string, { filter, before, limit }: Asked) {
  const events = inArray(auditEvents.event, organizationEventsOf(filter.kind));
  const newest = (columns: readonly (readonly [PgColumn, string])[], more?: SQL) =>
    db
      .select({ id: auditEvents.id })
      .from(auditEvents)
      .where(and(...olderThan(columns, before), events, more))
      .orderBy(...columns.map(([column]) => desc(column)), desc(auditEvents.id))
      .limit(limit);
  const here = [auditEvents.organizationId, organizationId] as const;
  if (filter.personId === undefined) return newest([here]);
  return unionAll(
    newest([here, [auditEvents.actorId, filter.personId]]),
    newest(
      [here, [auditEvents.userId, filter.personId]],
      sql`${auditEvents.actorId} is distinct from ${auditEvents.userId}`,
    ),
  )
    .orderBy(sql`id desc`)
    .limit(limit);
}

const [lowest, highest] = [0n, 2n ** 63n - 1n];

/** As bounds of an index and not as an equality, so that its order stays the only one that fits. */
function olderThan(columns: readonly (readonly [PgColumn, string])[], before = highest): SQL[] {
  const place = sql`(${sql.join(
    [...columns.map(([column]) => column), auditEvents.id].map((column) => sql`${column}`),
    sql`, `,
  )})`;
  const at = (id: bigint) =>
    sql`(${sql.join([...columns.map(([, value]) => sql`${value}::uuid`), sql`${String(id)}::bigint`], sql`, `)})`;
  return [
    sql`${auditEvents.organizationId} is not null`,
    sql`${place} < ${at(before)}`,
    sql`${place} > ${at(lowest)}`,
  ];
}

export type OrganizationAuditPage = {
  readonly rows: readonly OrganizationAuditRow[];
  readonly hasOlder: boolean;
};

export async function listOrganizationAudit(
  db: Executor,
  organizationId: string,
  { limit, ...asked }: Asked,
): Promise<OrganizationAuditPage> {
  // One more than is shown tells whether there is another page.
  const found = await organizationAuditQuery(db, organizationId, { ...asked, limit: limit + 1 });
  return { rows: found.slice(0, limit), hasOlder: found.length > limit };
}

/** How many there are, counted up to `most` and one more, and the id of the newest. */
export async function countOrganizationAudit(
  db: Executor,
  organizationId: string,
  filter: OrganizationAuditFilter,
  most: number,
): Promise<{ lines: number; newest: bigint }> {
  const chosen = chosenLines(db, organizationId, { filter, before: undefined, limit: most + 1 }).as('chosen');
  const [counted] = await db
    .select({ lines: sql<number>`count(*)::int`, newest: sql<string>`coalesce(max(${chosen.id}), 0)::text` })
    .from(chosen);
  return { lines: counted?.lines ?? 0, newest: BigInt(counted?.newest ?? 0) };
}

/** The newest `most`, in batches, from a line on: no statement and no connection lasts as long as a download. */
export async function* allOrganizationAudit(
  db: Executor,
  organizationId: string,
  { filter, before, most, batch }: Omit<Asked, 'limit'> & { readonly most: number; readonly batch: number },
): AsyncGenerator<readonly OrganizationAuditRow[], void, undefined> {
  let [left, cursor] = [most, before];
  while (left > 0) {
    const limit = Math.min(batch, left);
    const rows = await organizationAuditQuery(db, organizationId, { filter, before: cursor, limit });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    left -= rows.length;
    cursor = last.id;
  }
}
