import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Database } from '../../../db/client';
import { type TestDatabase, testDatabase } from '../../../db/test-database';
import { onOneInstance } from './on-one-instance';

let given: TestDatabase;
let here: Database;
let there: Database;
beforeAll(async () => {
  given = await testDatabase();
  here = connect(given.url, { max: 1 });
  there = connect(given.url, { max: 1 });
});
afterAll(async () => {
  await Promise.all([here.$client.end(), there.$client.end()]);
  await given.drop();
});

const jobs = ['sweep_sessions', 'keep_retention', 'send_factor_reset_links'] as const;
const done = async () => 'done';

describe.each(jobs)('%s', (job) => {
  test('is done by one instance at a time, and by the next one afterwards', async () => {
    await there.transaction((other) =>
      onOneInstance(other, job, async () => {
        const kept = await here.transaction((tx) =>
          onOneInstance(tx, job, () => Promise.reject(new Error('both at once'))),
        );
        expect(kept).toBeUndefined();
      }),
    );
    expect(await here.transaction((tx) => onOneInstance(tx, job, done))).toBe('done');
  });

  test('leaves no lock behind when it fails', async () => {
    const failing = there.transaction((tx) =>
      onOneInstance(tx, job, () => Promise.reject(new Error('it broke'))),
    );
    await expect(failing).rejects.toThrow('it broke');
    expect(await here.transaction((tx) => onOneInstance(tx, job, done))).toBe('done');
  });

  test.each(jobs.filter((other) => other !== job))('does not keep %s from its work', async (other) => {
    await there.transaction((tx) =>
      onOneInstance(tx, job, async () => {
        expect(await here.transaction((mine) => onOneInstance(mine, other, done))).toBe('done');
      }),
    );
  });
});
