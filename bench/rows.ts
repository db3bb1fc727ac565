/** Whether the check grows with the table: the same look-up in databases of different sizes, taking turns. */

import { administer, databaseAt, ensureDatabase } from '../db/administer';
import { connect } from '../db/client';
import { migrate } from '../db/migrate';
import { noLimits } from '../lib/config/database-limits';
import { sha256 } from '../lib/crypto';
import { findSession } from '../lib/session/store';
import { interleave, medianOf, p99Of, ratioOf } from './rounds';

export type SizeCost = {
  readonly rows: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Against the smallest table. */
  readonly ratio: number;
};

/** Ten sessions a person. One in four is live, as where ended ones are kept for a while. */
const sessionsPerUser = 10;
const liveEvery = 4;

export async function latencyBySize(
  admin: string,
  sizes: readonly number[],
  rounds: number,
): Promise<SizeCost[]> {
  const tables = [];
  for (const rows of sizes) {
    const url = databaseAt(admin, `rows_${rows}`);
    await ensureDatabase(admin, `rows_${rows}`);
    await migrate(url);
    await fill(url, rows);
    tables.push({ name: String(rows), rows, db: connect(url, { max: 1, limits: noLimits }) });
  }
  const sides = tables.map(({ name, rows, db }) => ({
    name,
    run: async () => {
      const one = liveEvery * (1 + Math.floor((Math.random() * rows) / liveEvery));
      if (!(await findSession(db, sha256(String(one))))) throw new Error(`session ${one} was not found`);
    },
  }));
  try {
    await interleave(sides, { rounds: 2, calls: 300 });
    const times = await interleave(sides, { rounds, calls: 100 });
    return tables.map(({ name, rows }) => ({
      rows,
      medianMs: medianOf(times, name),
      p99Ms: p99Of(times, name),
      ratio: ratioOf(times, name, String(sizes[0])),
    }));
  } finally {
    for (const { db } of tables) await db.$client.end();
  }
}

/** The secret hash of row i is the SHA-256 of "i", so that any row can be asked for. All indexes of the product stay. */
async function fill(url: string, rows: number): Promise<void> {
  await administer(url, async (sql) => {
    // A slow machine fills a million rows for longer than any request may last.
    await sql`set statement_timeout = 0`;
    await sql`
      insert into users (id, email, name, password_hash, email_verified_at)
      select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'p' || i || '@example.com', 'Person', 'none', now()
      from generate_series(0, ${rows / sessionsPerUser}::int) i`;
    await sql`
      insert into sessions (user_id, secret_hash, device_name, last_active_at, ended_at, ended_reason)
      select
        ('00000000-0000-4000-8000-' || lpad((i / ${sessionsPerUser}::int)::text, 12, '0'))::uuid,
        sha256(i::text::bytea), 'Bench', now() - make_interval(secs => i % 1000),
        case when i % ${liveEvery}::int = 0 then null else now() end,
        case when i % ${liveEvery}::int = 0 then null else 'signed_out' end
      from generate_series(1, ${rows}::int) i`;
    await sql`vacuum analyze`;
  });
}
