import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { administer, databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from './administer';
import { ensureAppLogin, mayServe } from './app-login';
import { loginOf } from './app-role';
import { migrate } from './migrate';
import { onnotice } from './notices';

const { admin, app } = inject('databases');

async function withDatabase(name: string, use: (ownerUrl: string) => Promise<void>): Promise<void> {
  await ensureDatabase(admin, name);
  try {
    await use(databaseAt(admin, name));
  } finally {
    await dropDatabase(admin, name);
    await dropRolesOf(admin, name);
  }
}

test('processes that make the login at once agree on it', async () => {
  const name = `login_${randomBytes(6).toString('hex')}`;
  await withDatabase(name, async (ownerUrl) => {
    const urls = await Promise.all([1, 2, 3, 4].map(() => ensureAppLogin(ownerUrl)));
    expect(new Set(urls).size).toBe(1);
    const sql = postgres(urls[0] ?? '', { max: 1, onnotice });
    expect(await sql`select current_user as name`).toEqual([{ name: loginOf(name) }]);
    await sql.end();
    // The password of one database is neither the owner's nor another database's.
    const passwords = [app, urls[0] ?? '', admin].map((url) => new URL(url).password);
    expect(new Set(passwords).size).toBe(3);
  });
});

test('a login whose password or role was changed by hand is put right', async () => {
  const name = `login_${randomBytes(6).toString('hex')}`;
  await withDatabase(name, async (ownerUrl) => {
    const url = await ensureAppLogin(ownerUrl);
    await migrate(ownerUrl, { appUrls: [url] });
    await administer(admin, (sql) => sql.unsafe(`alter role ${loginOf(name)} password 'other'`));
    expect(await ensureAppLogin(ownerUrl)).toBe(url);
    expect(await mayServe(url)).toBe(true);
  });
});

test.each(['with.dot.', 'With-Capital-', `pg_${'l'.repeat(45)}_`])(
  'a database called %s… gets a role and a login that serve it',
  async (beginning) => {
    const name = beginning + randomBytes(6).toString('hex');
    await administer(admin, (sql) => sql.unsafe(`create database "${name}"`));
    try {
      const url = await ensureAppLogin(databaseAt(admin, name));
      expect(await migrate(databaseAt(admin, name), { appUrls: [url] })).toBeUndefined();
      expect(await mayServe(url)).toBe(true);
    } finally {
      await administer(admin, (sql) => sql.unsafe(`drop database "${name}" with (force)`));
      await dropRolesOf(admin, name);
    }
  },
);

test('a role that nobody let in may not serve, whether or not it may connect', async () => {
  const name = `login_${randomBytes(6).toString('hex')}`;
  const stranger = `${name}_stranger`;
  await withDatabase(name, async (ownerUrl) => {
    await migrate(ownerUrl);
    const url = Object.assign(new URL(ownerUrl), { username: stranger, password: 'a-stranger' }).href;
    await administer(admin, (root) => root.unsafe(`create role ${stranger} login password 'a-stranger'`));
    expect(await mayServe(url)).toBe(false);
    await administer(admin, (root) => root.unsafe(`grant connect on database ${name} to ${stranger}`));
    expect(await mayServe(url)).toBe(false);
    expect(await mayServe(ownerUrl)).toBe(true);
  });
  await administer(admin, (root) => root.unsafe(`drop role ${stranger}`));
});
