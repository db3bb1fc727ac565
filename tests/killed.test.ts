import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import pLimit from 'p-limit';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../lib/account/password-hash';
import { product } from '../lib/config/product';
import type { Deeds } from './support/deeds';
import { flowWorld, password } from './support/flow-world';

const world = flowWorld();
const kills = 30;
/** More than a process gets through before it is killed. */
const peopleEach = { change: 20, reset: 20, revoke: 100 };

/** In one file: thirty processes that load seven hundred would take most of the time. Beside node_modules, for what is native. */
const root = join(import.meta.dirname, '..');
let folder = '';
beforeAll(async () => {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  folder = mkdtempSync(join(root, 'test-results', 'deeds-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: [{ find: /^@\//, replacement: `${root}/` }] },
    ssr: { noExternal: true, external: ['@node-rs/argon2'] },
    build: { ssr: 'tests/support/deeds.ts', outDir: folder, target: 'node20' },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let passwordHash = '';
beforeAll(async () => {
  passwordHash = await hashPassword(password);
  // Each deed lasts long enough to be cut off in the middle of its transaction.
  await world.owner.execute(sql`
    create function take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(0.01); return new; end $$`);
  for (const table of ['audit_events', 'mails']) {
    await world.owner.execute(
      sql.raw(`create trigger take_time before insert on ${table} for each row execute function take_time()`),
    );
  }
});

async function people(n: number): Promise<string[]> {
  const rows = await world.db.execute<{ id: string }>(sql`
    insert into users (email, name, password_hash, email_verified_at)
    select gen_random_uuid() || '@example.com', 'Ada', ${passwordHash}, now() from generate_series(1, ${n}::int)
    returning id`);
  return rows.map(({ id }) => id);
}

/** Kills a process some moment after it has done each deed once; it never gets to say goodbye. */
async function killOne(): Promise<void> {
  const { change, reset, revoke } = peopleEach;
  const deeds: Deeds = {
    url: world.url,
    password,
    change: await people(change),
    reset: await people(reset),
    revoke: await people(revoke),
  };
  const child = spawn(process.execPath, [join(folder, 'deeds.js'), JSON.stringify(deeds)], {
    env: { ...process.env, DATABASE_URL: world.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exit]);
  await delay(Math.random() * 300);
  child.kill('SIGKILL');
  expect(await exit).toEqual([null, 'SIGKILL']);
}

const rowsOf = (statement: ReturnType<typeof sql>) => world.owner.execute<Record<string, unknown>>(statement);
const countOf = async (statement: ReturnType<typeof sql>) =>
  (await rowsOf(sql`select count(*)::int as n from (${statement}) as found`))[0]?.n;

test('of thirty processes killed at random none leaves half a deed behind', async () => {
  const atOnce = pLimit(3);
  await Promise.all(Array.from({ length: kills }, () => atOnce(killOne)));
  // What they had begun, the database takes back when it notices.
  await expect
    .poll(() =>
      countOf(sql`select 1 from pg_stat_activity
        where datname = current_database() and application_name = ${product.slug}
        and xact_start is not null and pid <> pg_backend_pid()`),
    )
    .toBe(0);

  const told = sql`
    select u.id, u.password_hash <> ${passwordHash} as changed,
      (select array_agg(a.reason order by a.id) from audit_events a
        where a.user_id = u.id and a.event = 'authn_password_change') as recorded,
      (select array_agg(m.kind) from mails m
        where m.user_id = u.id and m.kind in ('password_changed', 'password_reset')) as mailed,
      (select count(*) from mails m join graphile_worker.jobs j on j.key = m.id::text where m.user_id = u.id) as jobs,
      (select count(*) from sessions s where s.user_id = u.id and s.ended_at is null) as live,
      (select count(*) from sessions s where s.user_id = u.id and s.ended_reason like 'password%') as ended,
      (select count(*) from one_time_tokens t where t.user_id = u.id and t.used_at is not null) as used,
      u.sessions_valid_from is not null as epoch
    from users u`;
  const half = await rowsOf(sql`
    select * from (${told}) as told where not case
      when not changed then recorded is null and mailed is null and jobs = 0 and ended = 0 and used = 0 and not epoch
      when recorded = '{password_changed}' then mailed = '{password_changed}' and jobs = 1 and live = 1 and ended = 2 and epoch
      else recorded = '{password_reset}' and mailed = recorded and jobs = 1 and live = 0 and ended = 3 and used = 1 and epoch
    end`);
  expect([...half]).toEqual([]);

  const silent = await rowsOf(sql`
    select s.id, s.ended_reason from sessions s where (s.ended_at is not null)::int <> (
      select count(*) from audit_events a
      where a.session_id = s.id and a.event = 'session_expired' and a.reason is not distinct from s.ended_reason)`);
  expect([...silent]).toEqual([]);
  const partly = await rowsOf(sql`
    select user_id from sessions where ended_reason is null or ended_reason = 'revoked_by_user'
    group by user_id having count(*) filter (where ended_at is not null) not in (0, 2)`);
  expect([...partly]).toEqual([]);

  // They were at it: each kind of deed was done often, and left undone often.
  for (const event of ['password_changed', 'password_reset', 'revoked_by_user']) {
    expect(
      await countOf(sql`select distinct user_id from audit_events where reason = ${event}`),
    ).toBeGreaterThanOrEqual(kills);
  }
  expect(await countOf(sql`select 1 from (${told}) as told where not changed and live > 0`)).toBeGreaterThan(
    10,
  );
  // However slow the machine: thirty processes begin, each for itself.
}, 900_000);
