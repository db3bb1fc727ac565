import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { users } from '../../../db/schema/users';
import { flowWorld, type Person, password } from '../../../tests/support/flow-world';
import type { Role } from '../../config/policy';
import { hashOfSecret } from '../../secret';
import { listLiveSessions } from '../../session/list';
import { sweepSessions } from '../scheduled/sweep-sessions';
import { stepUp } from './step-up';
import { noteActivity } from './touch-session';

const world = flowWorld();

const become = (person: Person, role: Role) =>
  world.db.update(users).set({ role }).where(eq(users.id, person.userId));

async function administrator(options: { remember?: boolean } = {}): Promise<Person> {
  const person = await world.person();
  await become(person, 'administrator');
  return options.remember
    ? world.anotherSession(person, options).then((more) => ({ ...person, ...more }))
    : person;
}

test('the caller carries the role of now', async () => {
  const person = await world.person();
  expect((await world.callerOf(person.secret)).user.role).toBe('member');
  await become(person, 'administrator');
  expect((await world.callerOf(person.secret)).user.role).toBe('administrator');
});

describe.each([false, true])('an administrator’s session (kept signed in: %s)', (remember) => {
  test.each([
    [890, 'active'],
    [900, 'ended'],
    [901, 'ended'],
  ])('idle for %d s is %s', async (idle, kind) => {
    const { secret, sessionId } = await administrator({ remember });
    await world.age(sessionId, { lastActiveAt: idle, signedInAt: idle });
    const resumed = await world.resume(secret);
    expect(resumed.kind).toBe(kind);
    if (kind === 'ended') expect((await world.row(sessionId)).endedReason).toBe('idle_timeout');
  });

  test.each([
    [28_790, 'active'],
    [28_800, 'ended'],
    [28_801, 'ended'],
  ])('signed in %d s ago is %s', async (signedIn, kind) => {
    const { secret, sessionId } = await administrator({ remember });
    await world.age(sessionId, { signedInAt: signedIn });
    const resumed = await world.resume(secret);
    expect(resumed.kind).toBe(kind);
    if (kind === 'ended') expect((await world.row(sessionId)).endedReason).toBe('absolute_timeout');
  });

  test.each([
    [290, true],
    [300, false],
    [301, false],
  ])('with a proof %d s old may do something sensitive: %s', async (age, may) => {
    const { secret, sessionId } = await administrator({ remember });
    await world.age(sessionId, { authenticatedAt: age });
    expect((await world.callerOf(secret)).session.stepUpSecondsLeft > 0).toBe(may);
  });

  test('is touched every thirty seconds, and then has fifteen minutes', async () => {
    const { secret, sessionId } = await administrator({ remember });
    await world.age(sessionId, { lastActiveAt: 31 });
    expect(await world.resume(secret)).toMatchObject({ kind: 'active', touchDue: true });
    const noted = await noteActivity(world.ctx(), await world.callerOf(secret));
    expect(noted.session.idleSecondsLeft).toBe(900);
  });

  test('past its limit is swept and listed as everybody’s is past theirs', async () => {
    const person = await administrator({ remember });
    await world.age(person.sessionId, { lastActiveAt: 960, signedInAt: 2000 });
    const ids = (await listLiveSessions(world.db, person.userId, world.policy)).map(({ id }) => id);
    expect(ids).not.toContain(person.sessionId);
    await sweepSessions({ db: world.db, policy: world.policy });
    const row = await world.row(person.sessionId);
    expect(row.endedReason).toBe('idle_timeout');
    // Dated at the limit, a minute ago.
    expect((Date.now() - (row.endedAt?.getTime() ?? 0)) / 1000).toBeGreaterThan(50);
  });
});

test('the sweep leaves a member alone who has been away for as long', async () => {
  const person = await world.person();
  await world.age(person.sessionId, { lastActiveAt: 960, signedInAt: 2000 });
  await sweepSessions({ db: world.db, policy: world.policy });
  expect((await world.row(person.sessionId)).endedAt).toBeNull();
});

test('a role given or taken away counts from the next request', async () => {
  const person = await world.person();
  await world.age(person.sessionId, { lastActiveAt: 800, authenticatedAt: 400 });
  const before = (await world.callerOf(person.secret)).session;
  await become(person, 'administrator');
  const during = (await world.callerOf(person.secret)).session;
  await become(person, 'member');
  const after = (await world.callerOf(person.secret)).session;
  expect([before, during, after].map(({ idleSecondsLeft }) => Math.ceil(idleSecondsLeft))).toEqual([
    1000, 100, 1000,
  ]);
  expect([before, during, after].map(({ stepUpSecondsLeft }) => stepUpSecondsLeft > 0)).toEqual([
    true,
    false,
    true,
  ]);
  await become(person, 'administrator');
  await world.age(person.sessionId, { lastActiveAt: 900 });
  expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'idle_timeout' });
});

describe('tries to prove who it is', () => {
  const guess = async ({ secret }: Person) =>
    stepUp(await world.signedIn(secret), { password: 'wrong', presented: hashOfSecret(secret) });

  test('an administrator has three, and the third wrong one ends the session', async () => {
    const person = await administrator();
    const answers = [await guess(person), await guess(person)];
    expect((await world.audit(person.sessionId)).at(-1)).toMatchObject({ data: { triesLeft: 1 } });
    answers.push(await guess(person));
    expect(answers.map((answer) => !answer.ok && answer.reason)).toEqual([
      'wrong_password',
      'wrong_password',
      'session_ended',
    ]);
    expect((await world.row(person.sessionId)).endedReason).toBe('step_up_failed');
  });

  test('are one count: who becomes an administrator after three has none left, not even a right one', async () => {
    const person = await world.person();
    for (let n = 0; n < 3; n += 1) expect(await guess(person)).toMatchObject({ reason: 'wrong_password' });
    await become(person, 'administrator');
    const presented = hashOfSecret(person.secret);
    expect(await stepUp(await world.signedIn(person.secret), { password, presented })).toMatchObject({
      reason: 'session_ended',
    });
  });
});
