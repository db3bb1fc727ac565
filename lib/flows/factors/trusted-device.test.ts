import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { users } from '../../../db/schema/users';
import { factorWorld, type Protected } from '../../../tests/support/factors';
import { flowWorld, password } from '../../../tests/support/flow-world';
import { isKnownDevice } from '../../known-device/store';
import { listTrusted } from '../../known-device/trust';
import { hashOfSecret } from '../../secret';
import { changePassword } from '../account/change-password';
import { reportSignIn } from '../account/report-sign-in';
import { resetPassword } from '../account/reset-password';
import { signOutEverywhere } from '../session/sign-out';
import { stepUp } from '../session/step-up';
import { signIn } from '../sign-in/sign-in';
import { turnOffAuthenticator } from './change-authenticator';
import { endTrust } from './end-trust';
import { renewRecoveryCodes } from './renew-recovery-codes';

const world = flowWorld();
const { protectedPerson, pending, finish, code, forgetCodes, recoveryCodes } = factorWorld(world);

const signInFrom = (email: string, deviceHash: Buffer) =>
  signIn(world.ctx(), { email, password, remember: false, deviceHash });
const isSpared = async (email: string, deviceHash: Buffer) => (await signInFrom(email, deviceHash)).ok;
const trusted = (userId: string) => listTrusted(world.db, userId, world.policy);

/** Signs in with a code in a browser that is trusted from then on. */
async function trust(person: Protected, choose = true) {
  const device = { held: randomBytes(32), fresh: randomBytes(32) };
  const waiting = await pending(person.email, { deviceHash: device.held });
  const result = await finish(waiting, await code(person.seed), { trust: choose, device });
  if (!result.ok) throw new Error(result.reason);
  await forgetCodes(person.userId);
  return { ...device, ...result.value };
}

describe('a trusted browser', () => {
  test('is spared the code, in a session that is worth the password alone and steps up with a code', async () => {
    const person = await protectedPerson();
    const { fresh } = await trust(person);
    const result = await signInFrom(person.email, fresh);
    if (!result.ok) throw new Error(result.reason);
    expect(await world.row(result.value.sessionId)).toMatchObject({
      authenticatedWith: 'trusted device',
      assurance: 1,
    });
    const { secret } = result.value;
    const ctx = await world.signedIn(secret);
    expect(ctx.session.stepUpSecondsLeft).toBe(0);
    const presented = hashOfSecret(secret);
    expect(await stepUp(ctx, { password, presented })).toMatchObject({ reason: 'code_needed' });
    expect(await stepUp(ctx, { code: await code(person.seed), presented })).toMatchObject({ ok: true });
    expect(await world.row(result.value.sessionId)).toMatchObject({ assurance: 2 });
  });

  test('never skips the password', async () => {
    const person = await protectedPerson();
    const { fresh } = await trust(person);
    const wrong = { email: person.email, password: 'wrong', remember: false, deviceHash: fresh };
    expect(await signIn(world.ctx(), wrong)).toMatchObject({ reason: 'invalid_credentials' });
  });

  test('holds a fresh value: one that was planted or copied before is trusted with nothing', async () => {
    const person = await protectedPerson();
    const { held, fresh } = await trust(person);
    expect(await isSpared(person.email, held)).toBe(false);
    expect(await isSpared(person.email, randomBytes(32))).toBe(false);
    expect(await isKnownDevice(world.db, person.email, fresh)).toBe(true);
  });

  test('is one only where the person chose so', async () => {
    const person = await protectedPerson();
    const { held, fresh } = await trust(person, false);
    expect([await isSpared(person.email, held), await isSpared(person.email, fresh)]).toEqual([false, false]);
  });

  test('is not one for another person in the same browser, nor with their copy of its value', async () => {
    const [one, other] = [await protectedPerson(), await protectedPerson()];
    const { fresh } = await trust(one);
    expect(await isSpared(other.email, fresh)).toBe(false);
  });

  test.each([
    [2_591_998, true],
    [2_592_000, false],
    [2_678_400, false],
  ])('after %i seconds is spared the code: %s', async (seconds, spared) => {
    const person = await protectedPerson();
    const { fresh } = await trust(person);
    // Used in between: use does not prolong it.
    expect(await isSpared(person.email, fresh)).toBe(true);
    await world.db.execute(sql`
      update known_devices set trusted_at = now() - make_interval(secs => ${seconds})
      where user_id = ${person.userId} and trusted_at is not null`);
    expect(await isSpared(person.email, fresh)).toBe(spared);
    expect(await trusted(person.userId)).toHaveLength(spared ? 1 : 0);
  });

  test('of an administrator is never spared it, whether it was trusted before or is now', async () => {
    const person = await protectedPerson();
    const { fresh } = await trust(person);
    await world.db.update(users).set({ role: 'administrator' }).where(eq(users.id, person.userId));
    expect(await isSpared(person.email, fresh)).toBe(false);
    expect(await trust(person)).toMatchObject({ trusted: false });
  });

  test('can be revoked one by one, by its own person alone', async () => {
    const [person, stranger] = [await protectedPerson(), await protectedPerson()];
    const [one, two] = [await trust(person), await trust(person)];
    const [latest] = await trusted(person.userId);
    if (!latest) throw new Error('nothing is trusted');
    const foreign = await world.signedIn(stranger.secret);
    expect(await endTrust(foreign, { id: latest.id })).toMatchObject({ reason: 'not_found' });
    expect(await trusted(person.userId)).toHaveLength(2);
    const ctx = await world.signedIn(two.secret);
    expect(await endTrust(ctx, { id: latest.id })).toMatchObject({ ok: true });
    expect(await endTrust(ctx, { id: latest.id })).toMatchObject({ reason: 'not_found' });
    const left = [await isSpared(person.email, one.fresh), await isSpared(person.email, two.fresh)];
    expect(left.sort()).toEqual([false, true]);
  });
});

describe('trust is over', () => {
  const distrusted = async (userId: string) =>
    (await world.auditOfUser(userId)).filter(({ event }) => event === 'device_distrusted');
  const presented = (secret: string) => hashOfSecret(secret);
  test.each<[string, (person: Protected, secret: string) => Promise<{ ok: boolean } | number>]>([
    [
      'a changed password',
      async (_person, secret) =>
        changePassword(await world.signedIn(secret), {
          current: password,
          password: 'nine improbable herons',
          presented: presented(secret),
        }),
    ],
    [
      'a reset',
      async ({ userId }) =>
        resetPassword(world.ctx(), {
          token: await world.link(userId, 'reset_password'),
          password: 'nine improbable herons',
        }),
    ],
    [
      'new recovery codes',
      async (_person, secret) =>
        renewRecoveryCodes(await world.signedIn(secret), { presented: presented(secret) }),
    ],
    [
      'the authenticator removed',
      async (_person, secret) =>
        turnOffAuthenticator(await world.signedIn(secret), { presented: presented(secret) }),
    ],
    ['signing out everywhere', async (_person, secret) => signOutEverywhere(await world.signedIn(secret))],
    [
      '“this wasn’t me”',
      async ({ userId }) => reportSignIn(world.ctx(), { token: await world.link(userId, 'report_sign_in') }),
    ],
  ])('after %s, and the trail says so once', async (_event, deed) => {
    const person = await protectedPerson();
    const { secret } = await trust(person);
    expect(await trusted(person.userId)).toHaveLength(1);
    const done = await deed(person, secret);
    expect(typeof done === 'number' || done.ok).toBe(true);
    expect(await trusted(person.userId)).toEqual([]);
    expect(await distrusted(person.userId)).toMatchObject([{ data: { browsers: 1 } }]);
  });

  test('after a recovery code was used, and it grants none', async () => {
    const person = await protectedPerson();
    const { codes, secret } = await recoveryCodes(person);
    await trust({ ...person, secret });
    const device = { held: randomBytes(32), fresh: randomBytes(32) };
    const result = await finish(await pending(person.email), codes[0] ?? '', { trust: true, device });
    expect(result).toMatchObject({ ok: true, value: { trusted: false } });
    expect(await trusted(person.userId)).toEqual([]);
    expect(await distrusted(person.userId)).toMatchObject([
      { reason: 'recovery_code_used', actorId: person.userId },
    ]);
  });

  test('of nobody is nothing that the trail would tell', async () => {
    const person = await protectedPerson();
    await recoveryCodes(person);
    expect(await distrusted(person.userId)).toEqual([]);
  });
});
