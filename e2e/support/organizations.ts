/** Organizations for tests, straight into the database: their pages are tried by e2e/organization. */

import { randomBytes } from 'node:crypto';
import type { Locator } from '@playwright/test';
import { sql } from './database';
import type { TestPerson } from './people';

export type TestOrganization = { readonly id: string; readonly slug: string; readonly name: string };
export type TestRole = 'owner' | 'admin' | 'member';

/** The first of the people has to be an owner. */
export async function storeOrganization(
  name: string,
  people: readonly (readonly [Pick<TestPerson, 'id'>, TestRole])[],
): Promise<TestOrganization> {
  const slug = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}`;
  const [made] = await sql<{ id: string }[]>`
    insert into organizations (slug, name) values (${slug}, ${name}) returning id`;
  if (!made) throw new Error('the organization was not stored');
  for (const [{ id }, role] of people)
    await sql`insert into memberships (organization_id, user_id, role) values (${made.id}, ${id}, ${role})`;
  return { id: made.id, slug, name };
}

export const roleIn = async ({ id }: TestOrganization, person: Pick<TestPerson, 'id'>) =>
  (
    await sql<{ role: TestRole }[]>`
      select role from memberships where organization_id = ${id} and user_id = ${person.id}`
  )[0]?.role;

/** Of a row of members: the name and the role, and not the roles that can be chosen. */
export const nameOf = (row: Locator) => row.getByRole('paragraph').first();
