/** People on the staff, with the second factor that the console asks for. */

import type { Page } from '@playwright/test';
import type { Role } from '../../lib/config/policy';
import { sql } from './database';
import { enrol } from './factors';
import type { TestPerson } from './people';

export const giveRole = (person: Pick<TestPerson, 'id'>, role: Role) =>
  sql`update users set role = ${role} where id = ${person.id}`;

/** The page is signed in as this person, who has just proven both factors. Returns the key of their app. */
export async function becomeStaff(page: Page, person: TestPerson, role: Role): Promise<string> {
  await giveRole(person, role);
  return enrol(page);
}
