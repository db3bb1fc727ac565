/** Who tries: each a person with a cookie, and what the table of permissions says that they may. */

import {
  allows,
  type OrganizationRole,
  organizationRoles,
  type Permission,
} from '../../../lib/organization/permissions';
import { cookieOf } from '../forms';
import type { HttpQuestion } from '../http';
import { storeOrganization, type TestOrganization } from '../organizations';
import { createPerson, type TestPerson } from '../people';

export type Column = {
  readonly name: string;
  readonly person: TestPerson;
  /** Undefined for those who are no members. */
  readonly role: OrganizationRole | undefined;
  readonly may: (permission: Permission) => boolean;
  /** What their requests carry: a cookie, or more than one. */
  readonly question: HttpQuestion;
  /** An organization of their own, for those who try from there. */
  readonly elsewhere?: TestOrganization;
};

const nothing = () => false;

async function column(name: string, more: Pick<Column, 'role' | 'may'>): Promise<Column> {
  const person = await createPerson(`Column ${name}`);
  return { name, person, question: { cookie: await cookieOf(person) }, ...more };
}

/** One for each role, and those who are no members. Support that looks or acts becomes a column of its own here. */
export async function columns(): Promise<readonly Column[]> {
  const foreign = await column('owner of another organization', { role: undefined, may: nothing });
  return [
    await column('stranger', { role: undefined, may: nothing }),
    { ...foreign, elsewhere: await storeOrganization('Elsewhere', [[foreign.person, 'owner']]) },
    ...(await Promise.all(
      organizationRoles.map((role) => column(role, { role, may: (permission) => allows(role, permission) })),
    )),
  ];
}
