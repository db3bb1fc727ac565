/** One Postgres for the whole run, and one migrated database in it that every test file gets a copy of. */

import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { administer, databaseAt, dropDatabase, dropRolesOf, ensureDatabase } from './db/administer';
import { ensureAppLogin } from './db/app-login';
import { startEmbedded } from './db/embedded/server';
import { migrate } from './db/migrate';
import { hearNotices, isIdle } from './db/notices';
// Tells the compiler what "databases" is.
import type {} from './db/test-database';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const told: string[] = [];
  hearNotices((notice) => {
    if (!isIdle(notice)) told.push(`${notice.severity}: ${notice.message}`);
  });
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? undefined : await startEmbedded({ persistent: false });
  const admin = given ?? server?.url() ?? '';
  const template = `template_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(admin, template);
  // Copies keep the rights of the role that is named after it, so one login does for all of them.
  const app = await ensureAppLogin(databaseAt(admin, template));
  await migrate(databaseAt(admin, template));
  if (told.length > 0) throw new Error(`The database said while it was laid out: ${told.join('; ')}`);
  // Postgres copies a database only while nobody is connected to it; this keeps everybody out.
  await administer(admin, (sql) => sql`alter database ${sql(template)} with allow_connections false`);
  project.provide('databases', { admin, app, template });
  return async () => {
    await dropDatabase(admin, template);
    await dropRolesOf(admin, template);
    await server?.stop();
  };
}
