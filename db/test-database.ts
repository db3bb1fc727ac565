/** A real database for each test file: a copy of the migrated template, made in well under a second. */

import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { inject } from 'vitest';
import { administer, databaseAt, dropDatabase } from './administer';
import { appRoleOf } from './app-role';
import { limitCopy } from './limits';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * The addresses of a role that may create databases and of the application's own login, and the name of the migrated
     * database.
     */
    databases: { admin: string; app: string; template: string };
  }
}

export type TestDatabase = {
  /** As the application connects, so a test that uses it has the privileges of production. */
  readonly url: string;
  /** For what a test does behind the product's back: triggers, reads of every table. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
};

export async function testDatabase(): Promise<TestDatabase> {
  const { admin, app, template } = inject('databases');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(admin, async (sql) => {
    await sql.unsafe(`create database ${name} template ${template} ${await quickestCopy(sql)}`);
    // A copy lacks two things: who may connect, and the limits.
    await sql.unsafe(
      `revoke connect on database ${name} from public; grant connect on database ${name} to ${appRoleOf(template)}`,
    );
    await limitCopy(sql, name);
  });
  return {
    url: databaseAt(app, name),
    ownerUrl: databaseAt(admin, name),
    drop: () => dropDatabase(admin, name),
  };
}

/** File by file takes a fifth of the time of block by block, which is what Postgres does unless it's told otherwise. */
async function quickestCopy(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<
    { version: number }[]
  >`select current_setting('server_version_num')::int as version`;
  return (row?.version ?? 0) >= 150_000 ? 'strategy file_copy' : '';
}
