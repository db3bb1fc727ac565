import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ago } from '../../db/ago';
import { connect, type Database } from '../../db/client';
import { rateLimits } from '../../db/schema/throttles';
import { type TestDatabase, testDatabase } from '../../db/test-database';
import { inTransaction } from './context';

let given: TestDatabase;
let db: Database;
beforeAll(async () => {
  given = await testDatabase();
  // One connection: a second transaction at once would wait for ever.
  db = connect(given.url, { max: 1 });
});
afterAll(async () => {
  await db.$client.end();
  await given.drop();
});
beforeEach(async () => {
  await db.delete(rateLimits);
});

const write = (ctx: Parameters<typeof inTransaction>[0], key: string) =>
  inTransaction(ctx, async (tx) => {
    await tx.insert(rateLimits).values({ key, points: 1, expiresAt: ago(-60) });
    return key;
  });
const written = async () =>
  (await db.select({ key: rateLimits.key }).from(rateLimits).orderBy(rateLimits.key)).map(({ key }) => key);

describe('a deed in a transaction', () => {
  test('opens one where none is under way, and gives back what it returns', async () => {
    expect(await write({ db }, 'alone')).toBe('alone');
    expect(await written()).toEqual(['alone']);
  });

  test('joins the one under way, on its connection', async () => {
    await inTransaction({ db }, async (tx) => {
      await write({ db: tx }, 'first');
      await inTransaction({ db: tx }, async (same) => {
        expect(same).toBe(tx);
        await write({ db: same }, 'second');
      });
    });
    expect(await written()).toEqual(['first', 'second']);
  });

  test('is taken back with what joined it, whichever of them fails', async () => {
    const inner = inTransaction({ db }, async (tx) => {
      await write({ db: tx }, 'outer');
      await inTransaction({ db: tx }, () => Promise.reject(new Error('the inner one broke')));
    });
    await expect(inner).rejects.toThrow('the inner one broke');
    const outer = inTransaction({ db }, async (tx) => {
      await write({ db: tx }, 'inner');
      throw new Error('the outer one broke');
    });
    await expect(outer).rejects.toThrow('the outer one broke');
    expect(await written()).toEqual([]);
  });

  test('asks for a snapshot only where it opens the transaction itself', async () => {
    const snapshot = { isolationLevel: 'repeatable read' } as const;
    const [row] = await inTransaction({ db }, (tx) => tx.execute('show transaction_isolation'), snapshot);
    expect(row).toEqual({ transaction_isolation: 'repeatable read' });
    const joined = inTransaction({ db }, (tx) => inTransaction({ db: tx }, async () => 'never', snapshot));
    await expect(joined).rejects.toThrow('keeps its own isolation');
  });
});
