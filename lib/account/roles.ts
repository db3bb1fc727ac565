/** Who is staff: read, given and taken. */

import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { users } from '../../db/schema/users';
import type { Role } from '../config/policy';

export async function roleOf(db: Executor, id: string): Promise<Role | undefined> {
  const [row] = await db
    .select({ role: sql<Role>`${users.role}` })
    .from(users)
    .where(eq(users.id, id));
  return row?.role;
}

/** Returns false where the person has this role already. */
export async function setRole(db: Executor, id: string, role: Role): Promise<boolean> {
  const rows = await db
    .update(users)
    .set({ role })
    .where(and(eq(users.id, id), ne(users.role, role)))
    .returning({ id: users.id });
  return rows.length > 0;
}

const administrators = eq(users.role, 'administrator');

/** Until the transaction ends nobody else takes a role from one, or disables one. In one order, so that two do not wait for each other. */
export async function lockAdministrators(tx: Executor): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(administrators).orderBy(users.id).for('no key update');
}

/** Whether somebody besides this person could still do everything. With the administrators held. */
export async function hasOtherAdministrator(tx: Executor, id: string): Promise<boolean> {
  const open = and(administrators, isNull(users.disabledAt), isNull(users.deletionRequestedAt));
  return (await tx.$count(users, and(open, ne(users.id, id)))) > 0;
}

export type Apart = { readonly disabled: number; readonly support: number; readonly administrators: number };

/** The few accounts that are not just members; the index holds no others. */
export async function countApart(db: Executor): Promise<Apart> {
  const [row] = await db.execute<Apart>(sql`
    select count(*) filter (where disabled_at is not null)::int as disabled,
      count(*) filter (where role = 'support')::int as support,
      count(*) filter (where role = 'administrator')::int as administrators
    from users where role <> 'member' or disabled_at is not null`);
  return row ?? { disabled: 0, support: 0, administrators: 0 };
}
