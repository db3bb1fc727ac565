import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { flowWorld } from '../../tests/support/flow-world';
import { closeDoor, endBehindDoor, hasRowsBehindDoor, noteRowsEnded } from './platform';

const world = flowWorld();

beforeEach(async () => {
  await world.owner.execute(sql`delete from platform; delete from sessions`);
});

const doorIs = async (moment: ReturnType<typeof sql>) => {
  const [row] = await world.owner.execute<{ is: boolean }>(
    sql`select sessions_valid_from ${moment} as is from platform`,
  );
  return row?.is;
};
const kindOf = async ({ secret }: { secret: string }) => (await world.resume(secret)).kind;

describe('the moment of the door', () => {
  test('is that of the closing, not of the transaction it is closed in: who signed in meanwhile is out', async () => {
    const person = await world.person();
    const late = await world.owner.transaction(async (tx) => {
      await tx.execute(sql`select now()`);
      const between = await world.anotherSession(person);
      await closeDoor(tx, 'operator');
      return between;
    });
    expect(await kindOf(late)).toBe('ended');
    expect(await kindOf(await world.anotherSession(person))).toBe('active');
  });

  test('never moves back: not where one waited for another, nor by a clock that is behind', async () => {
    await closeDoor(world.db, 'operator');
    const between = await world.owner.transaction(async (tx) => {
      await tx.execute(sql`select now()`);
      const session = await world.person();
      await closeDoor(world.db, 'operator');
      await closeDoor(tx, 'operator');
      return session;
    });
    expect(await kindOf(between)).toBe('ended');
    await world.owner.execute(sql`update platform set sessions_valid_from = now() + interval '1 hour'`);
    await closeDoor(world.db, 'operator');
    expect(await doorIs(sql`> now() + interval '59 minutes'`)).toBe(true);
  });
});

describe('that the rows of an emergency have their ends', () => {
  /** Until somebody in this database waits for another transaction. */
  async function untilSomebodyWaits(): Promise<void> {
    const waiting = sql`select 1 from pg_locks l join pg_stat_activity a using (pid)
      where not l.granted and a.datname = current_database()`;
    while ((await world.db.execute(waiting)).length === 0) await new Promise((done) => setTimeout(done, 5));
  }

  test('is noted once none is left, and not before', async () => {
    await world.person();
    await closeDoor(world.db, 'operator');
    expect(await noteRowsEnded(world.db)).toBe(false);
    await endBehindDoor(world.db, 10);
    expect(await noteRowsEnded(world.db)).toBe(true);
    expect(await hasRowsBehindDoor(world.db)).toBe(false);
  });

  test('is not noted of a second one that came while it was asked', async () => {
    await closeDoor(world.db, 'operator');
    const person = await world.person();
    let noted: Promise<boolean> | undefined;
    await world.owner.transaction(async (tx) => {
      await closeDoor(tx, 'operator');
      noted = noteRowsEnded(world.db);
      await untilSomebodyWaits();
    });
    expect(await noted).toBe(false);
    expect(await hasRowsBehindDoor(world.db)).toBe(true);
    expect((await endBehindDoor(world.db, 10)).map(({ id }) => id)).toEqual([person.sessionId]);
  });
});
