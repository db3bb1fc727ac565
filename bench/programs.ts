/** What programs show in place of a cookie: for load, and in tables of different sizes. */

import { administer, databaseAt, ensureDatabase } from '../db/administer';
import { connect, type Database } from '../db/client';
import { migrate } from '../db/migrate';
import { findKey } from '../lib/api-key/found';
import { insertKey } from '../lib/api-key/store';
import { type AppClient, clients } from '../lib/config/clients';
import { noLimits } from '../lib/config/database-limits';
import { env } from '../lib/config/env';
import { defaultPolicy } from '../lib/config/policy';
import type { Caller } from '../lib/flows/context';
import { issueAccessToken } from '../lib/flows/token/issue-tokens';
import { newToken } from '../lib/opaque-token';
import { hashOfSecret } from '../lib/secret';
import { findApp, startApp } from '../lib/session/app';
import { familyOfToken } from '../lib/token-family/refresh';
import { interleave, medianOf, p99Of, ratioOf } from './rounds';

const app = clients.find((client): client is AppClient => client.kind === 'app') as AppClient;

/** An access token of ten minutes and a key of the same person, each with all that it may have. */
export async function programsOf(
  db: Database,
  { user, session, now }: Caller,
): Promise<{ token: string; key: string }> {
  const ctx = { db, policy: env().policy };
  const { id: userId } = user;
  const started = await startApp(
    db,
    {
      userId,
      clientId: app.id,
      scopes: app.scopes,
      proofKey: null,
      secretHash: hashOfSecret(newToken('ref')),
      device: { name: app.name, kind: app.deviceKind },
      userAgent: null,
      ip: null,
      allowedIn: session.id,
    },
    ctx.policy,
  );
  if (!started) throw new Error('the app was not signed in');
  const of = { client: app, subject: userId, scopes: app.scopes, sessionId: started.id, now };
  const { access_token: token } = await issueAccessToken(ctx, of);
  const made = await db.transaction((tx) =>
    insertKey(tx, { userId, name: 'Bench', scopes: app.scopes, days: 90 }),
  );
  return { token, key: made.token };
}

export type ProgramCost = {
  readonly title: string;
  readonly rows: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Against the smallest table. */
  readonly ratio: number;
};

const idOf = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;

/** The same look-up among so many apps, spent refresh tokens and keys; all take turns. */
export async function programCosts(
  admin: string,
  sizes: readonly number[],
  rounds: number,
): Promise<ProgramCost[]> {
  const tables: { rows: number; db: Database }[] = [];
  for (const rows of sizes) {
    const url = databaseAt(admin, `programs_${rows}`);
    await ensureDatabase(admin, `programs_${rows}`);
    await migrate(url);
    await fill(url, rows);
    tables.push({ rows, db: connect(url, { max: 1, limits: noLimits }) });
  }
  const sides = tables.flatMap(({ rows, db }) => looksAt(db, rows));
  try {
    await interleave(sides, { rounds: 2, calls: 100 });
    const times = await interleave(sides, { rounds, calls: 100 });
    return sides.map(({ name, title, rows }) => ({
      title,
      rows,
      medianMs: medianOf(times, name),
      p99Ms: p99Of(times, name),
      ratio: ratioOf(times, name, `${title} ${sizes[0]}`),
    }));
  } finally {
    for (const { db } of tables) await db.$client.end();
  }
}

function looksAt(db: Database, rows: number) {
  const any = () => 1 + Math.floor(Math.random() * rows);
  const side = (title: string, find: (i: number) => Promise<unknown>) => ({
    title,
    rows,
    name: `${title} ${rows}`,
    run: async () => {
      if (!(await find(any()))) throw new Error(`${title} of ${rows} rows was not found`);
    },
  });
  return [
    side('The app of an access token', (i) => findApp(db, idOf(i))),
    side('An API key', (i) => findKey(db, `key ${i}`, defaultPolicy)),
    side('The family of a refresh token', (i) => familyOfToken(db, `token ${i}`)),
  ];
}

/** As the owner and without triggers and foreign keys, which check row by row. All indexes of the product stay. */
async function fill(url: string, rows: number): Promise<void> {
  await administer(url, async (sql) => {
    await sql`set statement_timeout = 0`;
    await sql`set session_replication_role = replica`;
    const id = "('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid";
    const all = `from generate_series(1, ${rows}) i`;
    await sql.unsafe(`insert into users (id, email, name, password_hash, email_verified_at)
      select ${id}, 'p' || i || '@example.com', 'Person', 'none', now() ${all}`);
    await sql.unsafe(`insert into sessions (id, user_id, kind, client_id, scopes, secret_hash, device_name)
      select ${id}, ${id}, 'api', '${app.id}', '{me:read}', sha256(('token ' || i)::bytea), 'Bench' ${all}`);
    await sql.unsafe(`insert into refresh_tokens (token_hash, session_id)
      select sha256(('token ' || i)::bytea), ${id} ${all}`);
    await sql.unsafe(`insert into api_keys (kind, user_id, name, scopes, token_hash, last_four, lifetime_days, expires_at)
      select 'person', ${id}, 'Bench', '{me:read}', sha256(('key ' || i)::bytea), 'abcd', 90, now() + interval '90 days' ${all}`);
    await sql`vacuum analyze`;
  });
}
