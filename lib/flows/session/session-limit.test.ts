import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { users } from '../../../db/schema/users';
import { flowWorld, type Person, password, trailOf } from '../../../tests/support/flow-world';
import { parsePolicy } from '../../config/policy';
import { displacedBy } from '../../session/limit';
import { listLiveSessions } from '../../session/list';
import { establishSession } from '../sign-in/establish-session';
import { signIn } from '../sign-in/sign-in';

const world = flowWorld();

const live = async ({ userId }: Person) =>
  (await listLiveSessions(world.db, userId, world.policy)).map(({ id }) => id);

/** So many devices, the first one used longest ago, each a minute before the next. */
async function devices(count: number): Promise<Person[]> {
  const all = [await world.person()];
  while (all.length < count) all.push(await world.anotherSession(all[0] as Person));
  for (const [n, { sessionId }] of all.entries())
    await world.age(sessionId, { lastActiveAt: 60 * (count - n) });
  return all;
}

describe('with a limit of ten', () => {
  test.each([
    [8, 0],
    [9, 0],
    [10, 1],
    [11, 2],
  ])('a sign-in beside %d others ends %d', async (others, ended) => {
    // Eleven there can only be where the limit was higher before.
    const higher = { ...world.ctx(), policy: parsePolicy({ SESSION_LIMIT: '20' }) };
    const first = await world.person();
    for (let n = 1; n < others; n += 1)
      await signIn(higher, { email: first.email, password, remember: false });
    expect(await live(first)).toHaveLength(others);
    const fresh = await world.anotherSession(first);
    const after = await live(first);
    expect(after).toHaveLength(others + 1 - ended);
    expect(after).toContain(fresh.sessionId);
  });

  test('the one used longest ago ends, told from which device, and recorded', async () => {
    const all = await devices(10);
    const oldest = all[3] as Person;
    await world.age(oldest.sessionId, { lastActiveAt: 1700 });
    const fresh = await world.anotherSession(oldest);
    expect(await world.resume(oldest.secret)).toMatchObject({ kind: 'ended', reason: 'session_limit' });
    expect(await world.row(oldest.sessionId)).toMatchObject({
      endedReason: 'session_limit',
      endedBy: null,
      endedFrom: fresh.sessionId,
    });
    expect((await world.audit(oldest.sessionId)).at(-1)).toMatchObject({
      event: 'session_expired',
      reason: 'session_limit',
      actorId: null,
    });
    const records = await world.audit(fresh.sessionId);
    expect(trailOf(records)).toEqual(['session_created', 'excess_sessions_exceeded', 'authn_login_success']);
    expect(records[1]).toMatchObject({ actorId: fresh.userId, data: { limit: 10, ended: 1 } });
    expect(await live(oldest)).toHaveLength(10);
  });

  test('the new one never ends, however much later the others were used', async () => {
    const all = await devices(10);
    for (const { sessionId } of all) await world.age(sessionId, { lastActiveAt: -5 });
    const fresh = await world.anotherSession(all[0] as Person);
    expect(await world.resume(fresh.secret)).toMatchObject({ kind: 'active' });
  });

  test('sessions past their own limits take no place and end for their own reason', async () => {
    const all = await devices(10);
    const [idle, old, rest] = [all[0] as Person, all[1] as Person, all.slice(2)];
    await world.age(idle.sessionId, { lastActiveAt: 1800, signedInAt: 1900 });
    await world.age(old.sessionId, { signedInAt: 43_200 });
    await world.anotherSession(idle);
    await world.anotherSession(idle);
    for (const { secret } of rest) expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
    expect(await world.resume(idle.secret)).toMatchObject({ kind: 'ended', reason: 'idle_timeout' });
    expect(await world.resume(old.secret)).toMatchObject({ kind: 'ended', reason: 'absolute_timeout' });
  });

  test('the session that the browser carried makes its own room', async () => {
    const all = await devices(10);
    const carrying = all[9] as Person;
    const carried = await world.callerOf(carrying.secret);
    await world.anotherSession(carrying, { carried });
    expect(await world.row(carrying.sessionId)).toMatchObject({ endedReason: 'replaced' });
    for (const { secret } of all.slice(0, 9))
      expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
  });

  test('nobody else’s session ends', async () => {
    const [all, eve] = [await devices(10), await world.person('Eve')];
    await world.age(eve.sessionId, { lastActiveAt: 1700 });
    await world.anotherSession(all[0] as Person);
    expect(await world.resume(eve.secret)).toMatchObject({ kind: 'active' });
  });

  test('when the end cannot be recorded there is no sign-in and nothing ends', async () => {
    const all = await devices(10);
    const { email } = all[0] as Person;
    const tried = signIn(world.unrecordable(world.ctx()), { email, password, remember: false });
    await expect(tried).rejects.toThrow();
    expect(await live(all[0] as Person)).toHaveLength(10);
  });
});

test('an administrator may have three, and the fourth sign-in leaves three', async () => {
  const all = await devices(5);
  const first = all[0] as Person;
  await world.db.update(users).set({ role: 'administrator' }).where(eq(users.id, first.userId));
  const fresh = await world.anotherSession(first);
  expect(await live(first)).toEqual([fresh, all[4], all[3]].map((each) => each?.sessionId));
});

test('what a sign-in ended is known to it alone, the latest used first', async () => {
  const policy = parsePolicy({ SESSION_LIMIT: '1' });
  const all = await devices(3);
  const [first, , third] = all as [Person, Person, Person];
  const ctx = world.ctx();
  const result = await signIn({ ...ctx, policy }, { email: first.email, password, remember: false });
  if (!result.ok) throw new Error(result.reason);
  expect(result.value.displaced).toBe(3);
  const { userId, sessionId } = result.value;
  const told = await displacedBy(world.db, { userId, sessionId });
  expect(told.map(({ lastActiveAt }) => lastActiveAt)).toEqual(
    (await Promise.all([...all].reverse().map((each) => world.row(each.sessionId)))).map(
      (row) => row.lastActiveAt,
    ),
  );
  const eve = await world.person();
  expect(await displacedBy(world.db, { userId: eve.userId, sessionId })).toEqual([]);
  expect(await displacedBy(world.db, { userId, sessionId: third.sessionId })).toEqual([]);
});

test('twenty sign-ins at once leave exactly ten, and at no moment are there more', async () => {
  const person = await world.person();
  const { userId } = person;
  let most = 0;
  let running = true;
  const watching = (async () => {
    while (running) {
      const [row] = await world.db.execute<{ live: number }>(
        sql`select count(*)::int as live from sessions where user_id = ${userId} and ended_at is null`,
      );
      most = Math.max(most, row?.live ?? 0);
    }
  })();
  const [account] = await world.db.select().from(users).where(eq(users.id, userId));
  const passwordHash = account?.passwordHash ?? '';
  // Around the queue that sign-in keeps for each address: as on twenty instances.
  const begun = await Promise.all(
    Array.from({ length: 20 }, () =>
      world.db.transaction((tx) =>
        establishSession(world.ctx(), tx, { userId, passwordHash, remembered: false }),
      ),
    ),
  );
  running = false;
  await watching;
  expect(most).toBe(10);
  expect(await live(person)).toHaveLength(10);
  const answers = await Promise.all(begun.map((one) => world.resume(one?.secret ?? '')));
  expect(answers.filter(({ kind }) => kind === 'active')).toHaveLength(10);
  expect(begun.reduce((sum, one) => sum + (one?.displaced ?? 0), 0)).toBe(11);
});
