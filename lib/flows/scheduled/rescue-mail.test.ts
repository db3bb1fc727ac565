import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../db/client';
import { mails } from '../../../db/schema/mails';
import { mailWorld } from '../../../tests/support/mail-world';
import { rescueMail } from './rescue-mail';

const world = mailWorld();
const { people } = world;
const nothing = { hastened: 0, readded: 0, dropped: 0 };
const rescue = () => rescueMail({ db: people.db, policy: people.policy });

beforeEach(async () => {
  await people.db.delete(mails);
  await people.db.execute(sql`delete from graphile_worker._private_jobs`);
});

const queue = () => world.queue({ kind: 'account_deleted', recipient: 'ada@example.com', facts: {} });
const secondsAgo = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`;
const age = (id: string, columns: Partial<Record<'createdAt' | 'attemptedAt', number>>) =>
  people.db
    .update(mails)
    .set(Object.fromEntries(Object.entries(columns).map(([name, seconds]) => [name, secondsAgo(seconds)])))
    .where(eq(mails.id, id));
/** As the queue's own tables say it. */
const setJob = (id: string, what: ReturnType<typeof sql>) =>
  people.db.execute(sql`update graphile_worker._private_jobs set ${what} where key = ${id}`);

describe('a mail whose job', () => {
  test('is due is left to it, however long it has waited', async () => {
    const id = await queue();
    await age(id, { createdAt: 3600 });
    expect(await rescue()).toEqual(nothing);
  });

  test('pauses is brought forward five minutes after the last try, with its tries still counted', async () => {
    const [early, late] = [await queue(), await queue()];
    for (const id of [early, late]) await setJob(id, sql`run_at = now() + interval '6 hours', attempts = 9`);
    await age(early, { createdAt: 7200, attemptedAt: 290 });
    await age(late, { createdAt: 7200, attemptedAt: 300 });
    expect(await rescue()).toEqual({ ...nothing, hastened: 1 });
    expect(await world.jobs(early)).toEqual([{ attempts: 9, max_attempts: 25, due: false }]);
    expect(await world.jobs(late)).toEqual([{ attempts: 9, max_attempts: 25, due: true }]);
    expect(await rescue()).toEqual(nothing);
  });

  test('is gone gets another one after two minutes, and one alone', async () => {
    const [young, old] = [await queue(), await queue()];
    await people.db.execute(sql`delete from graphile_worker._private_jobs`);
    await age(young, { createdAt: 110 });
    await age(old, { createdAt: 120 });
    const both = await Promise.all([rescue(), rescue()]);
    expect(both.map(({ readded }) => readded).sort()).toEqual([0, 1]);
    expect([await world.jobs(young), await world.jobs(old)]).toEqual([
      [],
      [{ attempts: 0, max_attempts: 25, due: true }],
    ]);
  });

  test('has used up its tries gets another one', async () => {
    const id = await queue();
    await setJob(id, sql`attempts = 25, run_at = now() + interval '6 hours'`);
    await age(id, { createdAt: 7200, attemptedAt: 120 });
    expect(await rescue()).toEqual({ ...nothing, readded: 1 });
    expect(await world.jobs(id)).toEqual([{ attempts: 0, max_attempts: 25, due: true }]);
  });

  test('belongs to a worker that died gets another one; to one at work, not', async () => {
    const [dead, begun, sending] = [await queue(), await queue(), await queue()];
    for (const id of [dead, begun, sending]) await age(id, { createdAt: 600 });
    await setJob(dead, sql`locked_by = 'dead', locked_at = now() - interval '2 minutes'`);
    await setJob(begun, sql`locked_by = 'begun', locked_at = now() - interval '110 seconds'`);
    await setJob(sending, sql`locked_by = 'slow', locked_at = now() - interval '10 minutes'`);
    const other = connect(people.url, { max: 1 });
    try {
      await other.transaction(async (tx) => {
        await tx.execute(sql`select 1 from mails where id = ${sending} for update`);
        expect(await rescue()).toEqual({ ...nothing, readded: 1 });
      });
    } finally {
      await other.$client.end();
    }
    expect(await world.jobs(dead)).toEqual([{ attempts: 0, max_attempts: 25, due: true }]);
  });
});

test('a mail is given up on after three days, and not a moment before', async () => {
  const [almost, past] = [await queue(), await queue()];
  await age(almost, { createdAt: 259_190 });
  await age(past, { createdAt: 259_200 });
  expect(await rescue()).toEqual({ ...nothing, dropped: 1 });
  expect((await world.rowOf(almost)).droppedAt).toBeNull();
  expect((await world.rowOf(past)).droppedAt).not.toBeNull();
  expect(await world.send(past)).toBe('not_ours');
});

test('what was sent or dropped is never brought back', async () => {
  const [sent, dropped] = [await queue(), await queue()];
  await world.send(sent);
  await people.db.update(mails).set({ droppedAt: sql`now()` }).where(eq(mails.id, dropped));
  await people.db.execute(sql`delete from graphile_worker._private_jobs`);
  for (const id of [sent, dropped]) await age(id, { createdAt: 600 });
  expect(await rescue()).toEqual(nothing);
});
