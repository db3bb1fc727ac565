/** An organization with everybody in it whom the permission matrix needs, and all of its rows, to see that nothing has changed. */

import { randomBytes } from 'node:crypto';
import { sql } from '../database';
import { storeOrganization, type TestOrganization } from '../organizations';
import { createPerson, type TestPerson } from '../people';
import type { Column } from './columns';
import { tablesOfOrganizations } from './tables';

export type MatrixGround = TestOrganization & {
  /** A member whom others act on. */
  readonly target: TestPerson;
  readonly invitationId: string;
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly keyId: string;
  readonly projectId: string; // only: sample
  readonly taskId: string; // only: sample
};

/** Owned by somebody who only owns it, so that an owner who acts is never the last one. */
export async function ground(
  owner: TestPerson,
  target: TestPerson,
  members: readonly Column[],
): Promise<MatrixGround> {
  const organization = await storeOrganization('Ground', [
    [owner, 'owner'],
    [target, 'member'],
    ...members.flatMap(({ person, role }) => (role ? [[person, role] as const] : [])),
  ]);
  return {
    ...organization,
    target,
    invitationId: await storeInvitation(organization),
    ...(await storeWebhook(organization)),
    keyId: await storeKey(organization, owner),
    ...(await storeProject(organization)), // only: sample
  };
}

export const newPair = async () =>
  [await createPerson('Olive Owner'), await createPerson('Ty Target')] as const;

async function storeInvitation({ id, slug }: TestOrganization): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into invitations (organization_id, email, role) values (${id}, ${`invited-to-${slug}@example.com`}, 'member')
    returning id`;
  return row?.id ?? '';
}

/** It asks for no event, so that what others do here sends nothing. */
async function storeWebhook({ id }: TestOrganization) {
  const [row] = await sql<{ endpoint_id: string; id: string }[]>`
    with made as (
      insert into webhook_endpoints (organization_id, url, events, secret_sealed, secret_sealed_under)
      values (${id}, 'https://8.8.8.8/', '{}', '', '') returning id, organization_id
    )
    insert into webhook_deliveries (endpoint_id, organization_id, event, claims, delivered_at)
    select id, organization_id, 'webhook.test', '{}', now() from made returning endpoint_id, id`;
  if (!row) throw new Error('the webhook was not stored');
  return { webhookId: row.endpoint_id, deliveryId: row.id };
}

async function storeKey({ id }: TestOrganization, owner: TestPerson): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into api_keys (kind, user_id, organization_id, name, scopes, token_hash, last_four, lifetime_days, expires_at)
    values ('service', ${owner.id}, ${id}, 'A key', '{}', ${randomBytes(32)}, 'x7Qz', 90, now() + interval '90 days')
    returning id`;
  return row?.id ?? '';
}

// only: sample, from here
async function storeProject({ id, name }: TestOrganization) {
  const [row] = await sql<{ project_id: string; id: string }[]>`
    with made as (insert into projects (organization_id, name) values (${id}, ${`Project of ${name}`}) returning id)
    insert into tasks (project_id, title, position) select id, 'A task', 0 from made returning project_id, id`;
  if (!row) throw new Error('the project was not stored');
  return { projectId: row.project_id, taskId: row.id };
}

// only: sample, to here
/** Every row of the organization as text. What is refused may leave a line in the trail that says so, and nothing else. */
export async function rowsOf({ id }: Pick<TestOrganization, 'id'>): Promise<readonly string[]> {
  const rows = await sql<{ row: string }[]>`select o::text as row from organizations o where id = ${id}`;
  const found = rows.map(({ row }) => row);
  for (const { name, column, parent } of await tablesOfOrganizations()) {
    const ids = parent ? sql`(select id from ${sql(parent)} where organization_id = ${id})` : sql`(${id})`;
    const but = name === 'audit_events' ? sql`and event <> 'authz_fail'` : sql``;
    const of = await sql<{ row: string }[]>`
      select ${name} || t::text as row from ${sql(name)} t where ${sql(column)} in ${ids} ${but}`;
    found.push(...of.map(({ row }) => row));
  }
  return found.sort();
}
