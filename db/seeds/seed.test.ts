import { expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../client';
import { users } from '../schema/users';
import { testDatabase } from '../test-database';
import { seed } from '.';

test('the demo accounts, whose password everyone knows, are never made in production', async () => {
  const database = await testDatabase();
  const db = connect(database.url, { max: 1 });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await db.$client.end();
    await database.drop();
  });
  vi.stubEnv('NODE_ENV', 'production');
  await expect(seed(database.url)).rejects.toThrow('development and tests');
  expect(await db.$count(users)).toBe(0);
});
