/** An organization in which every text holds a word that stands nowhere else: wherever somebody else sees it, something leaks. */

import { randomBytes } from 'node:crypto';
import { sql } from '../database';
import { canary, createPerson, type TestPerson } from '../people';
import { tablesOfOrganizations } from './tables';

export type Marked = {
  readonly word: string;
  readonly id: string;
  /** Without the word: who is outside asks by it, and the answer may repeat the question. */
  readonly slug: string;
  readonly owner: TestPerson;
  readonly member: TestPerson;
  /** What names something in it, in addresses; each under its kind. */
  readonly ids: Readonly<Record<string, string>>;
};

type Seeded = Omit<Marked, 'ids'>;

/** One row for each table that holds something of an organization; what it gives back goes into `ids`. */
const seeds: Readonly<
  Record<string, (made: Seeded) => Promise<Readonly<Record<string, string>> | undefined>>
> = {
  memberships: async ({ id, owner, member }) => {
    await sql`
        insert into memberships (organization_id, user_id, role)
        values (${id}, ${owner.id}, 'owner'), (${id}, ${member.id}, 'member')`;
    return { member: member.id };
  },
  audit_events: async ({ id, word, owner, member }) => {
    const data = sql.json({ from: 'member', to: word } as never);
    await sql`
        insert into audit_events (event, outcome, organization_id, actor_id, user_id, data, user_agent, request_id)
        values ('member_role_changed', 'success', ${id}, ${owner.id}, ${member.id}, ${data}, ${word}, ${word})`;
    return undefined;
  },
  api_keys: async ({ id, word, owner }) => {
    const [row] = await sql<{ id: string }[]>`
        insert into api_keys (kind, user_id, organization_id, name, scopes, token_hash, last_four, lifetime_days, expires_at)
        values ('service', ${owner.id}, ${id}, ${`Key ${word}`}, '{}', ${randomBytes(32)}, 'x7Qz', 90, now() + interval '90 days')
        returning id`;
    return { key: row?.id ?? '' };
  },
  support_grants: async ({ id, word, owner, member }) => {
    await sql`
        insert into support_grants (user_id, organization_id, asked_by, reason, expires_at)
        values (${member.id}, ${id}, ${owner.id}, ${`Reason ${word}`}, now() + interval '1 hour')`;
    return undefined;
  },
  invitations: async ({ id, word, owner }) => {
    const [row] = await sql<{ id: string }[]>`
        insert into invitations (organization_id, email, role, invited_by)
        values (${id}, ${`${word}@example.com`}, 'member', ${owner.id}) returning id`;
    return { invitation: row?.id ?? '' };
  },
  webhook_endpoints: async ({ id, word }) => {
    const [row] = await sql<{ id: string }[]>`
        insert into webhook_endpoints (organization_id, url, events, secret_sealed, secret_sealed_under)
        values (${id}, ${`https://${word}.example/`}, '{}', '', '') returning id`;
    return { webhook: row?.id ?? '' };
  },
  webhook_deliveries: async ({ id, word }) => {
    const [row] = await sql<{ id: string }[]>`
        insert into webhook_deliveries (endpoint_id, organization_id, event, claims, answered, delivered_at)
        select id, organization_id, ${`event ${word}`}, ${JSON.stringify({ word })}, ${word}, now()
        from webhook_endpoints where organization_id = ${id} returning id`;
    return { delivery: row?.id ?? '' };
  },
  // only: sample, from here
  projects: async ({ id, word, owner }) => {
    const [row] = await sql<{ id: string }[]>`
        insert into projects (organization_id, user_id, name, description)
        values (${id}, ${owner.id}, ${`Project ${word}`}, ${`About ${word}`}) returning id`;
    return { project: row?.id ?? '' };
  },
  tasks: async ({ id, word }) => {
    const [row] = await sql<{ id: string }[]>`
        insert into tasks (project_id, title, position)
        select id, ${`Task ${word}`}, 0 from projects where organization_id = ${id} returning id`;
    return { task: row?.id ?? '' };
  },
  // only: sample, to here
};

/** Throws where a table holds something of organizations and has no row here: what is never seeded is never missed. */
export async function storeMarked(): Promise<Marked> {
  const word = canary('marker').replaceAll('-', '');
  const slug = `b-${randomBytes(6).toString('hex')}`;
  const [row] = await sql<{ id: string }[]>`
    insert into organizations (slug, name) values (${slug}, ${`Organization ${word}`}) returning id`;
  if (!row) throw new Error('the organization was not stored');
  const people = [await createPerson(`Owner ${word}`), await createPerson(`Member ${word}`)] as const;
  for (const { id } of people)
    await sql`update users set email = ${`${word}.${id}@example.com`} where id = ${id}`;
  const [owner, member] = people.map((each) => ({ ...each, email: `${word}.${each.id}@example.com` })) as [
    TestPerson,
    TestPerson,
  ];
  const made = { word, slug, id: row.id, owner, member };
  const ids: Record<string, string> = {};
  for (const seed of Object.values(seeds)) Object.assign(ids, await seed(made));
  await expectSeeded(made);
  return { ...made, ids };
}

async function expectSeeded({ id }: Seeded): Promise<void> {
  for (const { name, column, parent } of await tablesOfOrganizations()) {
    const of = parent ? sql`(select id from ${sql(parent)} where organization_id = ${id})` : sql`(${id})`;
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int from ${sql(name)} where ${sql(column)} in ${of}`;
    if (!row?.count)
      throw new Error(
        `${name} holds something of organizations: seed a row of it in e2e/support/matrix/marked.ts`,
      );
  }
}
