/** Organizations and who belongs to them. Roles are read with the session (lib/session/store.ts); here they are written. */

import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../../db/client';
import { memberships, organizations } from '../../db/schema/organizations';
import { users } from '../../db/schema/users';
import type { OrganizationRole } from './permissions';

export type Organization = { readonly id: string; readonly slug: string; readonly name: string };

const columns = { id: organizations.id, slug: organizations.slug, name: organizations.name };
const roleColumn = sql<OrganizationRole>`${memberships.role}`;

/** Undefined if the address is taken, or if the person already has their own organization. Its first member is its owner. */
export async function createOrganization(
  tx: Transaction,
  {
    ownerId,
    personal = false,
    ...named
  }: { slug: string; name: string; ownerId: string; personal?: boolean },
): Promise<Organization | undefined> {
  const [made] = await tx
    .insert(organizations)
    .values({ ...named, personalOf: personal ? ownerId : null })
    .onConflictDoNothing()
    .returning(columns);
  if (made) await tx.insert(memberships).values({ organizationId: made.id, userId: ownerId, role: 'owner' });
  return made;
}

export type OwnOrganization = Organization & { readonly role: OrganizationRole; readonly personal: boolean };

/** Those that a person belongs to, their own first and then by name. */
export const organizationsOf = (db: Executor, userId: string): Promise<OwnOrganization[]> =>
  db
    .select({
      ...columns,
      role: roleColumn,
      personal: sql<boolean>`coalesce(${organizations.personalOf} = ${userId}, false)`,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.userId, userId), isNull(organizations.deletedAt)))
    .orderBy(sql`coalesce(${organizations.personalOf} = ${userId}, false) desc`, asc(organizations.name));

/** How many of them the person owns, their own included. */
export const ownedBy = (db: Executor, userId: string): Promise<number> =>
  db.$count(
    memberships,
    and(
      eq(memberships.userId, userId),
      eq(memberships.role, 'owner'),
      sql`exists (select from ${organizations} o where o.id = ${memberships.organizationId} and o.deleted_at is null)`,
    ),
  );

/** Undefined where the address is taken by another, also by one that takes it at the same moment. */
export async function changeOrganization(
  tx: Transaction,
  id: string,
  named: { slug: string; name: string },
): Promise<Organization | undefined> {
  try {
    // A savepoint: what the database refuses takes back this statement alone.
    return await tx.transaction(async (inner) => {
      const [row] = await inner
        .update(organizations)
        .set(named)
        .where(eq(organizations.id, id))
        .returning(columns);
      return row;
    });
  } catch (error) {
    if (isTaken(error)) return undefined;
    throw error;
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === '23505';

export type Member = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: OrganizationRole;
  readonly joinedAt: Date;
  /** 2 with a second factor. */
  readonly assurance: number;
};

/** By name; `after` is the id of the last person on the page before. */
export const listMembers = (
  db: Executor,
  organizationId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Member[]> =>
  db
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: roleColumn,
      joinedAt: memberships.createdAt,
      assurance: users.assurance,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        after === undefined
          ? undefined
          : sql`(${users.name}, ${users.id}) > (select last.name, last.id from users last where last.id = ${after})`,
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(limit);

/** Of all of these. */
export async function memberIdsOf(db: Executor, organizationIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ userId: memberships.userId })
    .from(memberships)
    .where(inArray(memberships.organizationId, [...organizationIds]));
  return rows.map(({ userId }) => userId);
}

export const countMembers = (db: Executor, organizationId: string): Promise<number> =>
  db.$count(memberships, eq(memberships.organizationId, organizationId));

/** Members who could not get in if everyone needed a second factor. */
export const countWithoutFactor = async (db: Executor, organizationId: string): Promise<number> => {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.organizationId, organizationId), eq(users.assurance, 1)));
  return row?.count ?? 0;
};

type Seat = { readonly organizationId: string; readonly userId: string };
const seatOf = ({ organizationId, userId }: Seat) =>
  and(eq(memberships.organizationId, organizationId), eq(memberships.userId, userId));

/**
 * Locks the organization's row, so that nobody else changes its members until the transaction ends. Returns the role as of now;
 * in a deleted organization nobody has one.
 */
export async function lockSeat(tx: Transaction, seat: Seat): Promise<OrganizationRole | undefined> {
  await lockOrganization(tx, seat.organizationId);
  const [row] = await tx
    .select({ role: roleColumn })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(seatOf(seat), isNull(organizations.deletedAt)));
  return row?.role;
}

const lockOrganization = (tx: Transaction, id: string) =>
  tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, id))
    .for('no key update');

/** Whether the organization would have an owner without this person. One whose account is about to be deleted is none. */
export async function hasOtherOwner(tx: Transaction, { organizationId, userId }: Seat): Promise<boolean> {
  const [other] = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.role, 'owner'),
        ne(memberships.userId, userId),
        isNull(users.deletionRequestedAt),
      ),
    )
    .limit(1);
  return other !== undefined;
}

export async function setSeatRole(tx: Transaction, seat: Seat, role: OrganizationRole): Promise<void> {
  await tx.update(memberships).set({ role }).where(seatOf(seat));
}

export async function addSeat(tx: Transaction, seat: Seat, role: OrganizationRole): Promise<boolean> {
  const rows = await tx
    .insert(memberships)
    .values({ ...seat, role })
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  return rows.length > 0;
}

/** Someone who leaves their own organization gets another one when they next need it. */
export async function removeSeat(tx: Transaction, seat: Seat): Promise<boolean> {
  await tx
    .update(organizations)
    .set({ personalOf: null })
    .where(and(eq(organizations.id, seat.organizationId), eq(organizations.personalOf, seat.userId)));
  const rows = await tx.delete(memberships).where(seatOf(seat)).returning({ userId: memberships.userId });
  return rows.length > 0;
}
