import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { users } from '../../db/schema/users';
import { eventsOf, flowWorld, password, randomIp } from '../../tests/support/flow-world';
import { signUp } from './sign-up';

const world = flowWorld();
const ada = { name: 'Ada Lovelace', password };
const accounts = (email: string) => world.db.$count(users, eq(users.email, email));

test('a new account begins with its first session, both recorded', async () => {
  const email = 'first@example.com';
  const result = await signUp(world.ctx(), { ...ada, email });
  if (!result.ok) throw new Error(result.reason);
  expect(await world.resume(result.value.secret)).toMatchObject({
    kind: 'active',
    caller: { user: { email, name: 'Ada Lovelace' }, session: { remembered: false } },
  });
  expect(eventsOf(await world.auditOfUser(result.value.userId))).toEqual(['user_created', 'session_created']);
});

test('an address that is taken is refused, and its account is untouched', async () => {
  const person = await world.person();
  const before = await world.db.select().from(users).where(eq(users.id, person.userId));
  const again = { ...ada, name: 'Eve', email: person.email, password: 'nine other unlikely otters' };
  expect(await signUp(world.ctx(), again)).toEqual({ ok: false, reason: 'email_taken' });
  expect(await world.db.select().from(users).where(eq(users.id, person.userId))).toEqual(before);
  expect(eventsOf(await world.auditOfUser(person.userId))).toEqual(['user_created', 'session_created']);
});

test('of two sign-ups with one address at the same moment one wins', async () => {
  const email = 'race@example.com';
  const results = await Promise.all([1, 2, 3].map(() => signUp(world.ctx(), { ...ada, email })));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.filter((result) => !result.ok && result.reason === 'email_taken')).toHaveLength(2);
  expect(await accounts(email)).toBe(1);
});

test('an account whose beginning cannot be recorded does not exist', async () => {
  const email = 'unrecorded@example.com';
  await expect(signUp(world.unrecordable(world.ctx()), { ...ada, email })).rejects.toThrow();
  expect(await accounts(email)).toBe(0);
});

test('the session that the browser carried is replaced', async () => {
  const before = await world.person();
  const carried = await world.callerOf(before.secret);
  expect(await signUp(world.ctx(), { ...ada, email: 'second@example.com', carried })).toMatchObject({
    ok: true,
  });
  expect(await world.row(before.sessionId)).toMatchObject({ endedReason: 'replaced', userId: before.userId });
});

describe('a password that may not be chosen is refused with its reason, and no account is made', () => {
  test.each([
    ['fourteen chars', 'too_short'],
    [`${'a long one '.repeat(12)}`, 'too_long'],
    ['passwordpassword', 'common'],
    ['sunshinesunshine', 'repeated'],
    ['qwertyuiopasdfgh', 'sequence'],
    ['lovelace-latchkey', 'contextual'],
    ['contextual.person', 'contextual'],
  ])('%s', async (typed, reason) => {
    const email = 'contextual.person@example.com';
    expect(await signUp(world.ctx(), { ...ada, email, password: typed })).toEqual({ ok: false, reason });
    expect(await accounts(email)).toBe(0);
  });

  test('and takes none of the tries of this source', async () => {
    const ip = randomIp();
    for (let n = 0; n < 10; n++)
      await signUp(world.ctx(ip), { ...ada, email: 'x@example.com', password: 'short' });
    expect(await signUp(world.ctx(ip), { ...ada, email: 'patient@example.com' })).toMatchObject({ ok: true });
  });
});

test('five sign-ups an hour from one source, not six', async () => {
  const ip = randomIp();
  const answers = [];
  for (let n = 1; n <= 6; n++)
    answers.push(await signUp(world.ctx(ip), { ...ada, email: `many-${n}@example.com` }));
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false]);
  expect(answers[5]).toMatchObject({ reason: 'rate_limited' });
  expect(await accounts('many-6@example.com')).toBe(0);
});
