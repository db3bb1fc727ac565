/** Whether an organization's lists grow with their tables, and what its address adds to the session's statement: all of it takes turns. */

import { administer, databaseAt, ensureDatabase } from '../db/administer';
import { connect, type Database } from '../db/client';
import { migrate } from '../db/migrate';
import { listOrganizationAudit } from '../lib/audit/organization-list';
import { noLimits } from '../lib/config/database-limits';
import { sha256 } from '../lib/crypto';
import { listMembers } from '../lib/organization/store';
import { findSession } from '../lib/session/store';
import { interleave, median, medianOf, p99Of, type Rounds, ratioOf, type TimedRound } from './rounds';

export type OrganizationCost = {
  readonly title: string;
  /** Of the table that grows. */
  readonly rows: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Against the same with the smallest tables; of the statement, against the one without an organization. */
  readonly ratio: number;
  /** What the organization adds, in milliseconds: the median over the rounds. */
  readonly addedMs?: number;
};

/** The same in all tables: what grows is what belongs to others, and of the audit half of the lines as well. */
const members = 500;
const pageSize = 50;
const idAt = (text: string) => `('00000000-0000-4000-8000-' || lpad((${text})::text, 12, '0'))::uuid`;
const [organization, slug] = ['00000000-0000-4000-8000-000000000001', 'bench-1'];
const person = '00000000-0000-4000-8000-000000000001';

export async function organizationCosts(
  admin: string,
  sizes: readonly number[],
  rounds: number,
): Promise<OrganizationCost[]> {
  const tables: { rows: number; db: Database }[] = [];
  for (const rows of sizes) {
    const url = databaseAt(admin, `organization_${rows}`);
    await ensureDatabase(admin, `organization_${rows}`);
    await migrate(url);
    await fill(url, rows);
    tables.push({ rows, db: connect(url, { max: 1, limits: noLimits }) });
  }
  try {
    const lists = tables.flatMap(({ rows, db }) => listsOf(db, rows));
    const statements = tables.flatMap(({ rows, db }) => statementsOf(db, rows));
    for (const sides of [lists, statements]) await interleave(sides, { rounds: 2, calls: 50 });
    const listTimes = await interleave(lists, { rounds, calls: 20 });
    const statementTimes = await interleave(statements, { rounds, calls: 100 });
    return [
      ...lists.map(({ name, of, rows }) => costOf(listTimes, { name, rows }, `${of} ${sizes[0]}`)),
      ...statements.map(({ name, of, rows }) => {
        const [smallest, base] = [`${plain} ${sizes[0]}`, `${plain} ${rows}`];
        if (of === plain) return costOf(statementTimes, { name, rows }, smallest);
        return {
          ...costOf(statementTimes, { name, rows }, base),
          addedMs: addedOf(statementTimes, name, base),
        };
      }),
    ];
  } finally {
    for (const { db } of tables) await db.$client.end();
  }
}

type Side = TimedRound & { readonly of: string; readonly rows: number };

function listsOf(db: Database, rows: number): Side[] {
  const side = (of: string, run: () => Promise<number>): Side => ({
    name: `${of} ${rows}`,
    of,
    rows,
    run: async () => {
      const found = await run();
      if (found !== pageSize) throw new Error(`${of} of ${rows} rows has ${found} lines`);
    },
  });
  const audit = async (personId?: string) => {
    const asked = { filter: { personId }, before: undefined, limit: pageSize };
    return (await listOrganizationAudit(db, organization, asked)).rows.length;
  };
  return [
    side(
      'Members, a page of 50',
      async () => (await listMembers(db, organization, { limit: pageSize })).length,
    ),
    side('Audit, the newest 50', () => audit()),
    side('Audit, the newest 50 of one person', () => audit(person)),
  ];
}

const plain = 'The session’s statement';

function statementsOf(db: Database, rows: number): Side[] {
  const find = async (asked?: { slug: string }) => {
    const found = await findSession(db, sha256('1'), undefined, asked);
    if (!found || (asked && !found.organization)) throw new Error('it was not found');
  };
  return [
    { name: `${plain} ${rows}`, of: plain, rows, run: () => find() },
    { name: `${plain}, with the organization ${rows}`, of: 'with', rows, run: () => find({ slug }) },
  ];
}

const costOf = (
  times: Rounds,
  { name, rows }: { name: string; rows: number },
  base: string,
): OrganizationCost => ({
  title: name.slice(0, -` ${rows}`.length),
  rows,
  medianMs: medianOf(times, name),
  p99Ms: p99Of(times, name),
  ratio: ratioOf(times, name, base),
});

function addedOf(times: Rounds, name: string, base: string): number {
  const bases = times.get(base) ?? [];
  return median((times.get(name) ?? []).map((round, index) => median(round) - median(bases[index] ?? [])));
}

/** As the owner and without triggers and foreign keys, which check row by row. All indexes of the product stay. */
async function fill(url: string, rows: number): Promise<void> {
  const people = Math.max(members, rows / 10);
  await administer(url, async (sql) => {
    await sql`set statement_timeout = 0`;
    await sql`set session_replication_role = replica`;
    await sql.unsafe(`
      insert into users (id, email, name, password_hash, email_verified_at)
      select ${idAt('i')}, 'p' || i || '@example.com', 'Person ' || i, 'none', now() from generate_series(1, ${people}) i`);
    await sql.unsafe(`
      insert into organizations (id, slug, name)
      select ${idAt('i')}, 'bench-' || i, 'Bench' from generate_series(1, ${Math.max(2, rows / members)}) i`);
    await sql.unsafe(`
      insert into memberships (organization_id, user_id, role)
      select ${idAt(`1 + i / ${members}`)}, ${idAt(`1 + (i / ${members} * 7 + i % ${members}) % ${people}`)}, 'owner'
      from generate_series(0, ${rows - 1}) i`);
    await sql.unsafe(`
      insert into audit_events (event, outcome, organization_id, actor_id, user_id)
      select 'organization_changed', 'success',
        case when i % 2 = 0 then '${organization}'::uuid else gen_random_uuid() end,
        case when i % 20 = 0 then '${person}'::uuid else gen_random_uuid() end, gen_random_uuid()
      from generate_series(1, ${rows}) i`);
    await sql.unsafe(`
      insert into sessions (user_id, secret_hash, device_name) values ('${person}', sha256('1'), 'Bench')`);
    await sql`vacuum analyze`;
  });
}
