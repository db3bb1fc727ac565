import { readFileSync } from 'node:fs';
import { age, liveSession, sql } from '../support/database';
import { databaseUrl, serverLog } from '../support/environment';
import { cookieOf, postForm } from '../support/forms';
import { problemFields } from '../support/hostile/verdict';
import { ask, cookieSet, fromOurPages } from '../support/http';
import { tokensOfAllMail } from '../support/mail';
import { freshPassword } from '../support/people';
import { secretIn } from '../support/seal';
import { markedSecrets } from '../support/secrets';
import { expect, test } from '../support/test';

const lines = () => readFileSync(serverLog(), 'utf8').trimEnd().split('\n');
const isOurs = (line: string) => problemFields(line) !== undefined;

/** Everything that handles a secret, once, right and wrong. */
async function eventfulSession(
  person: Parameters<typeof cookieOf>[0],
): Promise<{ cookie: string; wrong: string }> {
  const wrong = freshPassword();
  await postForm('/sign-in', 'name="email"', { email: person.email, password: wrong });
  await postForm('/sign-up', 'name="email"', { name: 'X', email: person.email, password: wrong });
  const first = await cookieOf(person, { remember: true });
  await postForm('/step-up', 'name="password"', { password: wrong, next: '/test-notes' }, { cookie: first });
  const typed = { password: person.password, next: '/test-notes' };
  const cookie = cookieSet(await postForm('/step-up', 'name="password"', typed, { cookie: first })) ?? '';
  await ask('/api/session', { cookie: `${cookie.slice(0, -40)}${'A'.repeat(40)}` });
  await ask(`/sign-in?next=/test-notes&session=${cookie}`, {
    headers: { authorization: `Bearer ${cookie}` },
  });
  await ask('/api/session', { method: 'DELETE', cookie, headers: { origin: 'https://evil.example' } });
  await ask('/api/session', { method: 'DELETE', cookie, headers: fromOurPages() });
  return { cookie, wrong };
}

test('no line of the log holds a password, a cookie, a seal, a hash or a key', async ({ person }) => {
  const { cookie } = await eventfulSession(person);
  const [user] = await sql`select password_hash from users where id = ${person.id}`;
  const [row] = await sql<
    { secret_hash: Buffer }[]
  >`select secret_hash from sessions where user_id = ${person.id}`;
  const hash = row?.secret_hash ?? Buffer.alloc(32);
  const parts = (process.env.SESSION_SECRET ?? 'unset').split(',');
  const secrets = [
    ...markedSecrets(),
    ...tokensOfAllMail(),
    ...parts,
    await secretIn(cookie),
    user?.password_hash,
    ...(['hex', 'base64', 'base64url'] as const).map((encoding) => hash.toString(encoding)),
    new URL(databaseUrl()).password,
    new URL(process.env.DATABASE_URL ?? 'postgres://unset').password,
  ].filter((secret) => secret && secret.length >= 8);
  const log = lines().join('\n');
  expect(log).toContain('authn_login_fail');
  expect(log).toContain(person.id);
  const leaked = secrets.filter((secret) => log.includes(secret));
  expect(leaked.map((secret) => `${secret.slice(0, 6)}…`)).toEqual([]);
  expect(log).not.toMatch(/Fe26\.2\*/);
});

test('each line of the log is one JSON object of ours, from the first that Next prints', async ({
  person,
}) => {
  await eventfulSession(person);
  expect(lines().length).toBeGreaterThan(10);
  expect(problemFields(lines()[0] ?? '')?.event).toBe('printed');
  const odd = lines().filter((line) => !isOurs(line));
  expect(odd.slice(0, 5)).toEqual([]);
});

test('a browser’s name with line breaks, colours and markup makes one line of JSON', async ({ person }) => {
  const userAgent = 'Mozilla/5.0 <script>alert(1)</script> jndi:ldap://x \t[31mred';
  const cookie = await cookieOf(person, { headers: { 'user-agent': userAgent } });
  const page = await ask('/settings/sessions', { cookie });
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('<script>alert(1)');
  expect(lines().filter((line) => line.includes('alert(1)') && !isOurs(line))).toEqual([]);
});

test('no table holds the secret of a session, its cookie, or a password', async ({ person }) => {
  const cookie = await cookieOf(person);
  const forbidden = [cookie, await secretIn(cookie), person.password];
  const tables = await sql<{ name: string }[]>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  expect(tables.length).toBeGreaterThan(4);
  for (const { name } of tables) {
    for (const secret of forbidden) {
      const [found] =
        await sql`select count(*)::int as rows from ${sql.unsafe(name)} t where strpos(t::text, ${secret}) > 0`;
      expect(found?.rows, name).toBe(0);
    }
  }
});

test('one question by its id tells the whole story of a session', async ({ person }) => {
  const cookie = await cookieOf(person);
  const { id } = await liveSession(person);
  await age(id, { idleSeconds: 1801 });
  await ask('/api/session', { cookie });
  await ask('/api/session', { cookie });
  const story =
    await sql`select event, reason, ip, request_id from audit_events where session_id = ${id} order by id`;
  expect(story.map(({ event, reason }) => [event, reason])).toEqual([
    ['session_created', null],
    ['authn_login_success', null],
    ['session_expired', 'idle_timeout'],
  ]);
  for (const { request_id } of story) expect(lines().some((line) => line.includes(request_id))).toBe(true);
});

test('what was recorded cannot be changed or removed', async ({ person }) => {
  await cookieOf(person);
  for (const attempt of [
    sql`update audit_events set outcome = 'changed' where user_id = ${person.id}`,
    sql`delete from audit_events where user_id = ${person.id}`,
    sql`truncate audit_events`,
  ]) {
    await expect(attempt).rejects.toThrow();
  }
});
