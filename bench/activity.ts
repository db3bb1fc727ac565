/** Whether a page of the security log grows with what has happened: the same page for people with few and with many lines, taking turns. */

import { administer, databaseAt, ensureDatabase } from '../db/administer';
import { connect } from '../db/client';
import { migrate } from '../db/migrate';
import { type ActivityFilter, type Cursor, listActivity } from '../lib/audit/list';
import { noLimits } from '../lib/config/database-limits';
import { interleave, medianOf, p99Of, ratioOf } from './rounds';

export type PageCost = {
  readonly title: string;
  readonly lines: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Against the first page of the person with few lines. */
  readonly ratio: number;
};

const pageSize = 50;
const [few, many] = [100, 100_000];
const personOf = (lines: number) => `00000000-0000-4000-8000-${String(lines).padStart(12, '0')}`;

type Page = { title: string; lines: number; filter: ActivityFilter; cursor?: Cursor };

export async function activityPages(admin: string, rounds: number): Promise<PageCost[]> {
  await ensureDatabase(admin, 'activity');
  const url = databaseAt(admin, 'activity');
  await migrate(url);
  await fill(url);
  const db = connect(url, { max: 1, limits: noLimits });
  const pages: Page[] = [
    { title: 'The first page', lines: few, filter: {} },
    { title: 'The first page', lines: many, filter: {} },
    { title: 'A page in the middle', lines: many, filter: {}, cursor: { before: BigInt(many) } },
    { title: 'A filter that one line in a thousand fits', lines: many, filter: { kind: 'changes' } },
  ];
  const nameOf = ({ title, lines }: Page) => `${title} of ${lines}`;
  const sides = pages.map((page) => ({
    name: nameOf(page),
    run: async () => {
      const { rows } = await listActivity(db, personOf(page.lines), page.filter, page.cursor, pageSize);
      if (rows.length !== pageSize) throw new Error(`${nameOf(page)} has ${rows.length} lines`);
    },
  }));
  try {
    await interleave(sides, { rounds: 2, calls: 50 });
    const times = await interleave(sides, { rounds, calls: 20 });
    return pages.map((page) => ({
      title: page.title,
      lines: page.lines,
      medianMs: medianOf(times, nameOf(page)),
      p99Ms: p99Of(times, nameOf(page)),
      ratio: ratioOf(times, nameOf(page), sides[0]?.name ?? ''),
    }));
  } finally {
    await db.$client.end();
  }
}

/** The lines of one person lie among those of others, as they come. */
async function fill(url: string): Promise<void> {
  await administer(url, async (sql) => {
    await sql`
      insert into audit_events (event, outcome, user_id, ip, user_agent)
      select
        case when i % 999 = 0 then 'plan_changed' else 'authn_login_fail' end, 'failure',
        case when i % 2 = 0 then ${personOf(many)}::uuid
          when i % 2001 = 0 then ${personOf(few)}::uuid else gen_random_uuid() end,
        '203.0.113.7', 'Bench'
      from generate_series(1, ${2 * many}::int) i`;
    await sql`
      insert into audit_events (event, outcome, user_id, ip, user_agent)
      select 'authn_login_fail', 'failure', ${personOf(few)}::uuid, '203.0.113.7', 'Bench'
      from generate_series(1, ${few / 2}::int) i`;
    await sql`vacuum analyze`;
  });
}
