import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Database } from '../../../db/client';
import { sessions } from '../../../db/schema/sessions';
import { users } from '../../../db/schema/users';
import { flowWorld, type Person, password } from '../../../tests/support/flow-world';
import { type HeldRows, holdRows } from '../../../tests/support/held';
import { requestLimits } from '../../config/database-limits';
import { changePassword } from '../../flows/account/change-password';
import { renamePerson } from '../../flows/account/rename-person';
import type { SignedInContext } from '../../flows/context';
import { renameSession } from '../../flows/session/rename-session';
import { revokeOtherSessions } from '../../flows/session/revoke-session';
import { hashOfSecret } from '../../secret';
import { isUnsure, withinDeed } from './deed';
import { ofPerson } from './shares';
import { storeTrouble } from './store-fault';

const world = flowWorld();
let patient: Database;
let impatient: Database;
beforeAll(() => {
  patient = connect(world.url, { limits: { ...requestLimits, lock: 30_000, statement: 30_000 } });
  impatient = connect(world.url, { limits: { ...requestLimits, lock: 50 } });
});
afterAll(() => Promise.all([patient, impatient].map((db) => db.$client.end({ timeout: 1 }))));

let held: HeldRows | undefined;
afterEach(() => held?.release());

type Deed = (ctx: SignedInContext, person: Person) => Promise<unknown>;
const deeds: [string, Deed][] = [
  [
    'changing the password',
    (ctx, { secret }) =>
      changePassword(ctx, {
        current: password,
        password: 'nine improbable herons',
        presented: hashOfSecret(secret),
      }),
  ],
  ['signing out the other devices', (ctx) => revokeOtherSessions(ctx)],
  ['renaming a device', (ctx, { sessionId }) => renameSession(ctx, { sessionId, deviceName: 'Mine' })],
  ['renaming oneself', (ctx) => renamePerson(ctx, { name: 'Somebody else' })],
];

const everythingOf = async ({ userId }: Person) => [
  await world.db.select().from(users).where(eq(users.id, userId)),
  await world.db.select().from(sessions).where(eq(sessions.userId, userId)).orderBy(sessions.id),
];

async function setOut(db: Database) {
  const person = await world.person();
  await world.anotherSession(person);
  const ctx = ofPerson({ ...world.ctx(), db }, await world.callerOf(person.secret));
  return { person, ctx, before: await everythingOf(person) };
}

/** What it rejects with, and what goes on behind it. */
async function givenUp(seconds: number, act: () => Promise<unknown>) {
  let behind: Promise<unknown> = Promise.resolve();
  const fault = await withinDeed(seconds, () => {
    behind = act();
    return behind;
  }).then(
    (value) => new Error(`it was done: ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  return { fault, behind: behind.catch((thrown: unknown) => thrown) };
}

describe.each(deeds)('%s, while somebody else holds the rows', (_what, deed) => {
  test('changes nothing after it was given up, also when the rows are let go', async () => {
    const { person, ctx, before } = await setOut(patient);
    held = await holdRows(world.owner, person.userId);
    const { fault, behind } = await givenUp(1, () => deed(ctx, person));
    expect([storeTrouble(fault), isUnsure(fault)]).toEqual(['busy', false]);
    await held.release();
    expect(storeTrouble(await behind)).toBe('busy');
    expect(await everythingOf(person)).toEqual(before);
  });

  test('is stopped by the limit of the database, which is no outage', async () => {
    const { person, ctx, before } = await setOut(impatient);
    held = await holdRows(world.owner, person.userId);
    const { fault } = await givenUp(30, () => deed(ctx, person));
    expect([storeTrouble(fault), isUnsure(fault)]).toEqual(['busy', false]);
    await held.release();
    expect(await everythingOf(person)).toEqual(before);
  });
});

describe('it is not said that nothing was changed', () => {
  test('after a part was committed', async () => {
    const { person, ctx } = await setOut(impatient);
    const { fault } = await givenUp(30, async () => {
      await renamePerson(ctx, { name: 'Grace' });
      held = await holdRows(world.owner, person.userId);
      await revokeOtherSessions(ctx);
    });
    expect([storeTrouble(fault), isUnsure(fault)]).toEqual(['busy', true]);
  });

  test('while a statement by itself is under way, which nothing can take back', async () => {
    const { person, ctx } = await setOut(patient);
    held = await holdRows(world.owner, person.userId);
    const { fault, behind } = await givenUp(1, async () =>
      ctx.db.update(users).set({ name: 'Grace' }).where(eq(users.id, person.userId)),
    );
    expect(isUnsure(fault)).toBe(true);
    await held.release();
    await behind;
  });
});

describe('a pool that is given up in the middle', () => {
  const name = 'Grace';
  const waiting = async () =>
    (
      await world.owner.execute(
        sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).length;
  const cut = async (act: Deed) => {
    const own = connect(world.url, { limits: { ...requestLimits, lock: 30_000, statement: 30_000 } });
    const { person, ctx } = await setOut(own);
    held = await holdRows(world.owner, person.userId);
    const deed = givenUp(10, () => act(ctx, person));
    await expect.poll(waiting).toBe(1);
    await own.$client.end({ timeout: 0 });
    const { fault } = await deed;
    await held.release();
    await expect.poll(waiting).toBe(0);
    const [row] = await world.db.select().from(users).where(eq(users.id, person.userId));
    return { said: [storeTrouble(fault), isUnsure(fault)], name: row?.name };
  };

  test('leaves a statement by itself to the database, which goes on with it: that is not said to be undone', async () => {
    const alone: Deed = async ({ db }, { userId }) =>
      db.update(users).set({ name }).where(eq(users.id, userId));
    expect(await cut(alone)).toEqual({ said: ['away', true], name });
  });

  test('takes a transaction with it, and says so at once', async () => {
    const { said, name: kept } = await cut((ctx) => renamePerson(ctx, { name }));
    expect([said, kept]).toEqual([['away', false], 'Ada']);
  });
});

test('what is given up begins nothing more', async () => {
  const { ctx, person, before } = await setOut(patient);
  let goOn: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { behind } = await givenUp(0.01, async () => {
    await told;
    return renamePerson(ctx, { name: 'Grace' });
  });
  goOn();
  expect(storeTrouble(await behind)).toBe('busy');
  expect(await everythingOf(person)).toEqual(before);
});
