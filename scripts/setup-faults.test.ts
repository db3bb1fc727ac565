/** What an operator gets wrong on the first day: each is told in words, whichever command is run. */

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { administer, databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from '../db/administer';
import { quoted } from '../db/app-role';
import { migrate } from '../db/migrate';
import { expectServing } from '../db/serving';
import { root, runChild, script } from './child';
import { freshSecret } from './env-file';
import { withoutSettings } from './test-env';

// Each run is a process of its own, and loading one takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const { admin } = inject('databases');
const name = `faults_${randomBytes(6).toString('hex')}`;
const [web, owner] = [`${name}_login`, `${name}_second`];
const elsewhere = `${name}_elsewhere`;
const hidden = 'a-hidden-password';
const ownerUrl = databaseAt(admin, name);
const as = (username: string, database = name, password = hidden) =>
  Object.assign(new URL(databaseAt(admin, database)), { username, password }).href;

/** Holds what looks like a build, so that `npm start` gets as far as its database. */
const built = mkdtempSync(join(root, '.next-faults-'));

beforeAll(async () => {
  writeFileSync(join(built, 'BUILD_ID'), 'none');
  for (const each of [name, elsewhere]) await ensureDatabase(admin, each);
  await migrate(ownerUrl);
  for (const role of [web, owner])
    await administer(admin, (sql) => sql.unsafe(`create role ${role} login password '${hidden}'`));
});
afterAll(async () => {
  rmSync(built, { recursive: true, force: true });
  for (const each of [name, elsewhere]) await dropDatabase(admin, each);
  for (const role of [web, owner]) await administer(admin, (sql) => sql.unsafe(`drop role ${role}`));
  await dropRolesOf(admin, name);
});

const commands = {
  'npm start': script('scripts/start.ts'),
  'npm run dev': script('scripts/dev.ts'),
  'npm run db:migrate': script('scripts/db.ts', 'migrate'),
  'npm run db:seed': script('scripts/db.ts', 'seed'),
  'npm run db:reset': script('scripts/db.ts', 'reset', '--force'),
  'npm run account': script('scripts/account.ts', 'why', 'nobody@example.com'),
};
type Name = keyof typeof commands;

async function failureOf(command: Name, settings: Readonly<Record<string, string>>): Promise<string> {
  const env = {
    ...withoutSettings(process.env),
    NEXT_DIST_DIR: relative(root, built),
    SESSION_SECRET: freshSecret(),
    APP_URL: 'http://localhost:3000',
    ...settings,
  };
  const { code, output } = await runChild(commands[command], { env, timeoutSeconds: 100 });
  expect(code, output).toBe(1);
  // No stack, nobody's password, nothing waited for that does not come.
  expect(output).not.toMatch(/\n\s+at |node:internal|Waiting for/);
  expect(output).not.toContain(hidden);
  return output.trim();
}

test.each(Object.keys(commands) as Name[])('%s says that the password is wrong', async (command) => {
  const output = await failureOf(command, { DATABASE_URL: as(web, name, `${hidden}-and-wrong`) });
  expect(output).toMatch(/^The database at \S+ refuses the user or the password of DATABASE_URL: correct/);
  expect(output.split('\n')).toHaveLength(1);
});

test.each<[string, Name, Readonly<Record<string, string>>, RegExp]>([
  [
    'a database that is not there',
    'npm start',
    { DATABASE_URL: as(web, 'never_made') },
    /There is no database "never_made"/,
  ],
  [
    'a wrong password of the owner',
    'npm run db:migrate',
    { DATABASE_URL: as(web), DATABASE_OWNER_URL: as(owner, name, `${hidden}-and-wrong`) },
    /password of DATABASE_OWNER_URL/,
  ],
  ...(['npm start', 'npm run db:migrate', 'npm run account'] as const).map(
    (command): [string, Name, Readonly<Record<string, string>>, RegExp] => [
      'an owner of another database',
      command,
      { DATABASE_URL: as(web), DATABASE_OWNER_URL: databaseAt(admin, elsewhere) },
      /^DATABASE_OWNER_URL and DATABASE_URL must lead to the same database, and lead to "\w+_elsewhere" at .* correct one of them\.$/,
    ],
  ),
  [
    'an address to listen at that is not there',
    'npm start',
    { DATABASE_URL: as(web), DATABASE_OWNER_URL: ownerUrl, DATABASE_LISTEN_URL: as(web, 'never_made') },
    /There is no database "never_made" at \S+: correct the name in DATABASE_LISTEN_URL/,
  ],
  [
    'an address to listen at in another database',
    'npm run dev',
    { DATABASE_URL: as(web), DATABASE_OWNER_URL: ownerUrl, DATABASE_LISTEN_URL: as(web, elsewhere) },
    /^DATABASE_OWNER_URL and DATABASE_LISTEN_URL must lead to the same database/,
  ],
  [
    'an address that cannot be read',
    'npm run account',
    { DATABASE_URL: `postgres://web:${hidden}@db:port/shop` },
    /DATABASE_URL must be a postgres:\/\/ address, such as/,
  ],
  [
    'one role that was moved to two, without the address of the owner',
    'npm start',
    { DATABASE_URL: as(web) },
    /The tables belong to ".*", so "faults_\w+_login" may not .* let DATABASE_OWNER_URL log in as/,
  ],
  [
    'one role that was moved to two, with another owner',
    'npm run db:migrate',
    { DATABASE_URL: as(web), DATABASE_OWNER_URL: as(owner) },
    /let an administrator run: reassign owned by ".*" to "faults_\w+_second";/,
  ],
  [
    'a login that nobody let in',
    'npm start',
    { DATABASE_URL: as(web), DATABASE_OWNER_URL: ownerUrl },
    /let an administrator of the server run: grant "faults_\w+_app" to "faults_\w+_login";/,
  ],
  [
    'a login that nobody let in',
    'npm run account',
    { DATABASE_URL: as(web), DATABASE_OWNER_URL: ownerUrl },
    /grant "faults_\w+_app" to "faults_\w+_login";/,
  ],
  [
    'a number that is none',
    'npm run db:migrate',
    { DATABASE_URL: ownerUrl, AUDIT_RETENTION: 'forever' },
    /AUDIT_RETENTION must be a length such as/,
  ],
])('%s is told by %s', async (_what, command, settings, words) => {
  // Only these may connect; what they may do there is another matter.
  await administer(ownerUrl, (sql) => sql.unsafe(`grant connect on database ${name} to ${web}, ${owner}`));
  expect(await failureOf(command, settings)).toMatch(words);
});

test.each(['http', '-1', '70000', '3000.5'])('PORT=%s is told by npm start', async (PORT) => {
  const output = await failureOf('npm start', { DATABASE_URL: ownerUrl, PORT });
  expect(output).toMatch(/ {2}- PORT must be a whole number from 1 to 65535$/);
});

test('a port that is taken is told by npm start', async () => {
  const taken = createServer().listen(0);
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const output = await failureOf('npm start', { DATABASE_URL: ownerUrl, PORT: String(port) });
  expect(output).toBe(`Port ${port} is in use: stop what listens there, or set PORT to another.`);
  await new Promise((done) => taken.close(done));
});

describe('without a process', () => {
  test('an owner who may not create tables is told so', async () => {
    const empty = `${name}_empty`;
    await ensureDatabase(admin, empty);
    try {
      await expect(migrate(as(owner, empty))).rejects.toMatchObject({
        name: 'SetupFault',
        message: expect.stringContaining(`alter database ${quoted(empty)} owner to ${quoted(owner)};`),
      });
      await expect(expectServing(databaseAt(admin, empty))).rejects.toMatchObject({
        name: 'SetupFault',
        message: expect.stringContaining('run npm run db:migrate'),
      });
    } finally {
      await dropDatabase(admin, empty);
    }
  });
});
