/** The permission table for the API: each operation of an organization, tried by every role, by outsiders, by cookie and by token. */

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { allows, type OrganizationRole, organizationRoles } from '../lib/organization/permissions';
import type { ApiOperation } from '../lib/web/api/operation';
import { listOperations } from '../lib/web/api/operations';
import { apiWorld } from './support/api-world';
import { flowWorld, type Person } from './support/flow-world';

const world = flowWorld();
const api = apiWorld(world);

type Ground = { readonly slug: string; readonly id: string; readonly ids: Readonly<Record<string, string>> };

/** What is sent to each of them so that it works for those who may; `undefined` where nothing is. */
const bodies: Readonly<Record<string, object | undefined>> = {
  // only: sample, from here
  listProjectsOf: undefined,
  createProjectIn: { name: 'Another' },
  getProject: undefined,
  changeProjectOf: { name: 'Changed' },
  deleteProjectOf: undefined,
  listTasksOf: undefined,
  addTaskTo: { title: 'Another' },
  changeTask: { done: true },
  // only: sample, to here
};

const ofOrganizations = listOperations().filter(([, { permission }]) => permission);

async function newGround(): Promise<Ground> {
  const { organization } = await world.inOwn((await world.person('Olga')).secret);
  const ids: Record<string, string> = {};
  // only: sample, from here
  const [project] = await world.owner.execute<{ id: string }>(
    sql`insert into projects (organization_id, name) values (${organization.id}, 'P') returning id`,
  );
  ids.id = project?.id ?? '';
  const [task] = await world.owner.execute<{ id: string }>(
    sql`insert into tasks (project_id, title, position) values (${ids.id}, 'T', 1) returning id`,
  );
  ids.taskId = task?.id ?? '';
  // only: sample, to here
  return { slug: organization.slug, id: organization.id, ids };
}

async function memberOf({ id }: Ground, role: OrganizationRole): Promise<Person> {
  const person = await world.person(role);
  await world.owner.execute(
    sql`insert into memberships (organization_id, user_id, role) values (${id}, ${person.userId}, ${role})`,
  );
  return person;
}

const pathOf = ({ path }: ApiOperation, { slug, ids }: Ground) =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => (name === 'slug' ? slug : (ids[name] ?? '')));

test('each operation of an organization is tried here', () => {
  expect(Object.keys(bodies).toSorted(), 'add a line for a new one').toEqual(
    ofOrganizations.map(([name]) => name).toSorted(),
  );
});

type Asker = OrganizationRole | 'outsider';
type Named = (typeof ofOrganizations)[number];

function expected(
  { status, stepUp, permission }: ApiOperation,
  asker: Asker,
): [token: number, cookie: number] {
  if (asker === 'outsider') return [404, 404];
  if (!permission || !allows(asker, permission)) return [403, 403];
  return [stepUp?.tokens === 'never' ? 401 : status, status];
}

async function answersTo([name, operation]: Named, asker: Asker): Promise<[token: number, cookie: number]> {
  const ground = await newGround();
  const person = asker === 'outsider' ? await world.person('Eve') : await memberOf(ground, asker);
  const path = pathOf(operation, ground);
  const asking = { method: operation.method, body: bodies[name] };
  const byToken = await api.ask(path, { ...asking, token: await api.tokenFor(person) });
  const byCookie = await api.ask(path, { ...asking, secret: person.secret });
  return [byToken.status, byCookie.status];
}

test('each of them is open to the roles of the table, says no to other members, and is absent to everybody else', async () => {
  for (const named of ofOrganizations)
    for (const asker of [...organizationRoles, 'outsider'] as const)
      expect(await answersTo(named, asker), `${named[0]} by ${asker}`).toEqual(expected(named[1], asker));
});
