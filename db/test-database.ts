/** A real database for each test file: a copy of the migrated template, made in well under a second. */

import { randomBytes } from 'node:crypto';
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
    await sql`create database ${sql(name)} template ${sql(template)}`;
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
