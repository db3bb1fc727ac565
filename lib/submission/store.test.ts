import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { actionKeys } from '../../db/schema/action-keys';
import { flowWorld } from '../../tests/support/flow-world';
import { seconds } from '../time';
import { removeOldSubmissions } from './retention';
import { answerSubmission, claimSubmission, releaseSubmission } from './store';

const world = flowWorld();

const submission = async () => ({
  userId: (await world.person()).userId,
  key: randomUUID(),
  deed: 'make',
  content: 'abc',
});
const done = { status: 'done', goTo: '/projects/1' };

test('the first one does it, each later one gets the same answer', async () => {
  const one = await submission();
  const first = await world.db.transaction(async (tx) => {
    const claim = await claimSubmission(tx, one);
    await answerSubmission(tx, one, done);
    return claim;
  });
  expect(first).toEqual({ kind: 'first' });
  for (let again = 0; again < 2; again += 1) {
    const claim = await world.db.transaction((tx) => claimSubmission(tx, one));
    expect(claim).toEqual({ kind: 'repeated', answer: done });
  }
});

test('of eight at once one does it, and the others wait for its answer', async () => {
  const one = await submission();
  const claims = await Promise.all(
    Array.from({ length: 8 }, () =>
      world.db.transaction(async (tx) => {
        const claim = await claimSubmission(tx, one);
        if (claim.kind === 'first') await answerSubmission(tx, one, done);
        return claim;
      }),
    ),
  );
  expect(claims.filter(({ kind }) => kind === 'first')).toHaveLength(1);
  expect(claims.filter((claim) => claim.kind === 'repeated' && claim.answer !== null)).toHaveLength(7);
});

test('what was rolled back was not done: the next one is the first', async () => {
  const one = await submission();
  const broken = world.db.transaction(async (tx) => {
    await claimSubmission(tx, one);
    throw new Error('the deed failed');
  });
  await expect(broken).rejects.toThrow('the deed failed');
  expect(await world.db.transaction((tx) => claimSubmission(tx, one))).toEqual({ kind: 'first' });
});

test('a refusal gives the key back', async () => {
  const one = await submission();
  await world.db.transaction(async (tx) => {
    await claimSubmission(tx, one);
    await releaseSubmission(tx, one);
  });
  expect(await world.db.transaction((tx) => claimSubmission(tx, one))).toEqual({ kind: 'first' });
});

test('the same key with something else in it is no repetition', async () => {
  const one = await submission();
  await world.db.transaction(async (tx) => {
    await claimSubmission(tx, one);
    await answerSubmission(tx, one, done);
  });
  const other = { ...one, content: 'xyz' };
  expect(await world.db.transaction((tx) => claimSubmission(tx, other))).toEqual({ kind: 'different' });
});

test('somebody else’s key is not one’s own', async () => {
  const [one, other] = [await submission(), await submission()];
  await world.db.transaction((tx) => claimSubmission(tx, one));
  const theirs = { ...other, key: one.key };
  expect(await world.db.transaction((tx) => claimSubmission(tx, theirs))).toEqual({ kind: 'first' });
});

test('keys go after their time, not a moment before', async () => {
  const [old, young] = [await submission(), await submission()];
  for (const one of [old, young]) await world.db.transaction((tx) => claimSubmission(tx, one));
  const shift = (key: string, age: number) =>
    world.db.execute(
      sql`update action_keys set created_at = now() - make_interval(secs => ${age}) where key = ${key}`,
    );
  await shift(old.key, 86_400);
  await shift(young.key, 86_390);
  expect(await removeOldSubmissions(world.db, seconds(86_400), 100)).toBe(1);
  expect(await world.db.$count(actionKeys, sql`key = ${young.key}`)).toBe(1);
});
