import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { factorWorld, type Protected } from '../../../tests/support/factors';
import { flowWorld } from '../../../tests/support/flow-world';
import { hashOfSecret } from '../../secret';
import { stepUp } from '../session/step-up';

const world = flowWorld();
const { protectedPerson, pending, finish, code, forgetCodes, recoveryCodes } = factorWorld(world);

const freshFor = async (secret: string) => (await world.callerOf(secret)).session.stepUpSecondsLeft;

const mailsAbout = async ({ email }: Protected) =>
  (await world.mailsTo(email)).filter(({ kind }) => kind === 'second_factor_failed').length;

/** The right password and so many wrong codes. */
async function wrongCodes({ email, seed, userId }: Protected, times: number): Promise<void> {
  const waiting = await pending(email);
  const wrong = String((Number(await code(seed)) + 1) % 1_000_000).padStart(6, '0');
  for (let n = 0; n < times; n++) expect((await finish(waiting, wrong)).ok).toBe(false);
  await forgetCodes(userId);
}

describe('proof that was given before is asked for again, in every session (docs/security.md G8)', () => {
  test('once somebody had the right password and wrong codes to the end', async () => {
    const person = await protectedPerson();
    await wrongCodes(person, 4);
    expect(await freshFor(person.secret)).toBeGreaterThan(500);
    await wrongCodes(person, 5);
    expect(await freshFor(person.secret)).toBe(0);
    expect(await mailsAbout(person)).toBe(1);
    const ctx = await world.signedIn(person.secret);
    const presented = hashOfSecret(person.secret);
    await forgetCodes(person.userId);
    const proven = await stepUp(ctx, { code: await code(person.seed), presented });
    expect(proven.ok && (await freshFor(proven.value.secret))).toBeGreaterThan(500);
  });

  test('also when each sign-in stops before its tries are over', async () => {
    const person = await protectedPerson();
    for (let n = 0; n < 3; n++) await wrongCodes(person, 3);
    expect(await freshFor(person.secret)).toBe(0);
    expect(await mailsAbout(person)).toBe(1);
    // The tenth is the last that the hour has.
    await wrongCodes(person, 3);
    expect(await mailsAbout(person)).toBe(2);
    await wrongCodes(person, 5);
    expect(await mailsAbout(person)).toBe(2);
  });

  test('but not for what nobody looked at: a stranger with the password cannot keep the person from proving', async () => {
    const person = await protectedPerson();
    const device = { held: randomBytes(32), fresh: randomBytes(32) };
    for (let n = 0; n < 3; n++) {
      const waiting = await pending(person.email);
      for (let tries = 0; tries < 5; tries++) await finish(waiting, '', { passkey: 'x', device });
    }
    expect(await freshFor(person.secret)).toBeGreaterThan(500);
    expect(await mailsAbout(person)).toBe(0);
  });

  test('once a recovery code has signed in somewhere, where that very proof is fresh', async () => {
    const person = await protectedPerson();
    const { codes, secret } = await recoveryCodes(person);
    const there = await finish(await pending(person.email), codes[0] ?? '');
    if (!there.ok) throw new Error(there.reason);
    expect(await freshFor(secret)).toBe(0);
    expect(await freshFor(there.value.secret)).toBeGreaterThan(500);
  });

  test('and of nobody else', async () => {
    const [person, other] = [await protectedPerson(), await protectedPerson()];
    await wrongCodes(person, 5);
    expect(await freshFor(other.secret)).toBeGreaterThan(500);
  });
});
