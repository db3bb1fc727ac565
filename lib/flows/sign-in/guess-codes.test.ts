import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { users } from '../../../db/schema/users';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld } from '../../../tests/support/flow-world';
import { hashOfSecret } from '../../secret';
import { unlockAccount } from '../operator/unlock-account';
import { stepUp } from '../session/step-up';

const world = flowWorld();
const { protectedPerson, pending, finish, code, recoveryCodes } = factorWorld(world);

const sessionsOf = (userId: string) => world.db.$count(sessions, eq(sessions.userId, userId));
const failuresOf = async (userId: string) => {
  const { secondFactorFailures: failures } = users;
  const [row] = await world.db.select({ failures }).from(users).where(eq(users.id, userId));
  return row?.failures;
};

describe('guessing', () => {
  test('over many sign-ins and both kinds of code gets ten tries an hour, and the right one then has to wait', async () => {
    const { email, seed, userId } = await protectedPerson();
    const reasons = [];
    for (let n = 0; n < 12; n++) {
      const typed = n % 2 === 0 ? '000000' : 'A'.repeat(24);
      const result = await finish(await pending(email), typed);
      reasons.push(result.ok ? 'in' : result.reason);
    }
    expect(reasons).toEqual([...Array(10).fill('wrong_code'), 'rate_limited', 'rate_limited']);
    const before = await sessionsOf(userId);
    const right = await finish(await pending(email), await code(seed));
    expect(right).toMatchObject({ ok: false, reason: 'rate_limited', retryAfterSeconds: expect.any(Number) });
    expect(await sessionsOf(userId)).toBe(before);
  });

  test('with what cannot be a code is no guess: step-up counts nothing', async () => {
    const { secret, userId } = await protectedPerson();
    const [ctx, presented] = [await world.signedIn(secret), hashOfSecret(secret)];
    for (let n = 0; n < 8; n++)
      expect(await stepUp(ctx, { code: '12345', presented })).toEqual({ ok: false, reason: 'not_a_code' });
    expect(await failuresOf(userId)).toBe(0);
    expect(await stepUp(ctx, { code: '000000', presented })).toMatchObject({ triesLeft: 4 });
  });

  test('thirty at once are looked at ten times', async () => {
    const { email, userId } = await protectedPerson();
    const waiting: string[] = [];
    for (let n = 0; n < 30; n++) waiting.push(await pending(email));
    const results = await Promise.all(waiting.map((each) => finish(each, '000000')));
    expect(results.filter((result) => !result.ok && result.reason === 'wrong_code')).toHaveLength(10);
    expect(await failuresOf(userId)).toBe(10);
  });

  test.each([
    [98, true],
    [99, true],
    [100, false],
  ])('after %i wrong codes in a row the right one is accepted: %s', async (failures, accepted) => {
    const { email, seed, userId } = await protectedPerson();
    await world.db.update(users).set({ secondFactorFailures: failures }).where(eq(users.id, userId));
    expect((await finish(await pending(email), await code(seed))).ok).toBe(accepted);
    expect(await failuresOf(userId)).toBe(accepted ? 0 : 100);
  });

  test('once codes are off, a recovery code still opens and turns them on again; so does an operator', async () => {
    const person = await protectedPerson();
    const { codes } = await recoveryCodes(person);
    const off = () =>
      world.db.update(users).set({ secondFactorFailures: 100 }).where(eq(users.id, person.userId));
    await off();
    expect(await finish(await pending(person.email), codes[0] ?? '')).toMatchObject({ ok: true });
    expect(await failuresOf(person.userId)).toBe(0);
    await off();
    expect((await unlockAccount(world.ctx(), { email: person.email })).ok).toBe(true);
    expect((await finish(await pending(person.email), await code(person.seed))).ok).toBe(true);
  });
});
