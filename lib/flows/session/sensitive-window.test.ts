import { describe, expect, test } from 'vitest';
import { flowWorld, type Person, password } from '../../../tests/support/flow-world';
import { hashOfSecret } from '../../secret';
import { type Caller, needsProof } from '../context';
import { stepUp } from './step-up';
import { noteActivity } from './touch-session';

const world = flowWorld();

/** Seconds that a sensitive page may still be shown. */
const pageLeft = async ({ secret }: Person) =>
  (await world.callerOf(secret)).session.sensitive.idleSecondsLeft;
const touch = async ({ secret }: Person): Promise<Caller> =>
  noteActivity(world.ctx(), await world.callerOf(secret));

describe.each([
  [false, 600],
  [true, 1800],
])('a sensitive page (kept signed in: %s)', (remember, idle) => {
  const away = async (seconds: number) => {
    const person = await world.anotherSession(await world.person(), { remember });
    await world.age(person.sessionId, { lastActiveAt: seconds, authenticatedAt: 2000, signedInAt: 2000 });
    return person;
  };

  test.each([
    [-10, true],
    [0, false],
    [1, false],
  ])('%d s from its idle time is shown: %s', async (seconds, shown) => {
    const person = await away(idle + seconds);
    expect((await pageLeft(person)) > 0).toBe(shown);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });

  test('comes not back by being active on other pages', async () => {
    const person = await away(idle + 100);
    expect((await touch(person)).session).toMatchObject({ sensitive: { idleSecondsLeft: 0 } });
    expect(await pageLeft(person)).toBe(0);
    await world.age(person.sessionId, { lastActiveAt: 901 });
    await touch(person);
    expect(await pageLeft(person)).toBe(0);
  });

  test('comes back with proof, and then has its whole time', async () => {
    const person = await away(idle + 100);
    await touch(person);
    const presented = hashOfSecret(person.secret);
    const wrong = await stepUp(await world.signedIn(person.secret), { password: 'wrong', presented });
    expect(wrong.ok).toBe(false);
    expect(await pageLeft(person)).toBe(0);
    const proven = await stepUp(await world.signedIn(person.secret), { password, presented });
    if (!proven.ok) throw new Error(proven.reason);
    expect(await pageLeft({ ...person, secret: proven.value.secret })).toBeGreaterThan(idle - 10);
  });

  test('stays for someone who is active, and a touch gives it its whole time', async () => {
    const person = await away(idle - 10);
    expect((await touch(person)).session.sensitive.idleSecondsLeft).toBe(idle);
    expect(await pageLeft(person)).toBeGreaterThan(idle - 10);
    expect((await world.row(person.sessionId)).returnedAt).toBeNull();
  });
});

test.each([
  [290, false, false],
  [300, false, true],
  [301, false, true],
  [590, false, true],
  [600, true, true],
])(
  'with a proof %d s old a recent one is needed: %s, for what is sensitive: %s',
  async (age, recent, sensitive) => {
    const { secret, sessionId } = await world.person();
    await world.age(sessionId, { authenticatedAt: age });
    const caller = await world.callerOf(secret);
    expect([needsProof(caller, 'recent'), needsProof(caller, 'sensitive')]).toEqual([recent, sensitive]);
  },
);

test('a change of network asks for proof for what is sensitive, too', async () => {
  const { secret, sessionId } = await world.person();
  await world.resume(secret, world.ctx('198.51.100.7'));
  const { session } = await world.callerOf(secret);
  expect(session).toMatchObject({ id: sessionId, sensitive: { stepUpSecondsLeft: 0 } });
  expect(session.sensitive.idleSecondsLeft).toBeGreaterThan(590);
});
