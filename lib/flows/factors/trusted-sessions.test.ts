import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { knownDevices } from '../../../db/schema/known-devices';
import { factorWorld, type Protected } from '../../../tests/support/factors';
import { flowWorld, type Person, password } from '../../../tests/support/flow-world';
import { forgetDevices } from '../../known-device/store';
import { listTrusted } from '../../known-device/trust';
import { listLiveSessions } from '../../session/list';
import { renameSession } from '../session/rename-session';
import { revokeOtherSessions, revokeSession } from '../session/revoke-session';
import { signIn } from '../sign-in/sign-in';
import { endTrust } from './end-trust';
import { factorsOf } from './list-factors';

const world = flowWorld();
const { protectedPerson, pending, finish, code, forgetCodes } = factorWorld(world);
const day = 86_400;

/** The ids of the live sessions that the list calls trusted. */
const trustedOf = async ({ userId }: Pick<Person, 'userId'>) =>
  (await listLiveSessions(world.db, userId, world.policy))
    .filter(({ trusted }) => trusted)
    .map(({ id }) => id);

/** Signs in with a code in a browser, which is trusted from then on or not. */
async function enter(person: Protected, trust: boolean) {
  const device = { held: randomBytes(32), fresh: randomBytes(32) };
  const waiting = await pending(person.email, { deviceHash: device.held });
  const result = await finish(waiting, await code(person.seed), { trust, device });
  if (!result.ok) throw new Error(result.reason);
  await forgetCodes(person.userId);
  return { ...device, ...result.value };
}

const comeBack = async (email: string, deviceHash: Buffer) => {
  const result = await signIn(world.ctx(), { email, password, remember: false, deviceHash });
  if (!result.ok) throw new Error(result.reason);
  return result.value.sessionId;
};

test('every session of the trusted browser is, from the one in which it was chosen on, and no other', async () => {
  const person = await protectedPerson();
  const [chosen, plain] = [await enter(person, true), await enter(person, false)];
  expect(await trustedOf(person)).toEqual([chosen.sessionId]);
  const later = await comeBack(person.email, chosen.fresh);
  expect((await trustedOf(person)).sort()).toEqual([chosen.sessionId, later].sort());
  expect(await trustedOf(person)).not.toContain(plain.sessionId);
});

test('one is not any more when its trust was ended, ran out, or its browser was forgotten', async () => {
  const person = await protectedPerson();
  const first = await enter(person, true);
  const [device] = await listTrusted(world.db, person.userId, world.policy);
  expect((await endTrust(await world.signedIn(first.secret), { id: device?.id ?? '' })).ok).toBe(true);
  expect(await trustedOf(person)).toEqual([]);

  const second = await enter(person, true);
  const since = (seconds: number) =>
    world.db
      .update(knownDevices)
      .set({ trustedAt: sql`now() - make_interval(secs => ${seconds})` })
      .where(eq(knownDevices.deviceHash, second.fresh));
  await since(30 * day - 60);
  expect(await trustedOf(person)).toEqual([second.sessionId]);
  await since(30 * day);
  expect(await trustedOf(person)).toEqual([]);
  await since(0);
  expect(await trustedOf(person)).toEqual([second.sessionId]);
  await forgetDevices(world.db, person.userId);
  expect(await trustedOf(person)).toEqual([]);
});

test('one of another person in the same browser is not, before and after its value was renewed', async () => {
  const person = await protectedPerson();
  const other = await world.person();
  const { held, fresh } = { held: randomBytes(32), fresh: randomBytes(32) };
  await comeBack(other.email, held);
  const waiting = await pending(person.email, { deviceHash: held });
  const device = { held, fresh };
  const mine = await finish(waiting, await code(person.seed), { trust: true, device });
  expect(mine.ok).toBe(true);
  await comeBack(other.email, fresh);
  expect(await trustedOf(other)).toEqual([]);
  expect(await trustedOf(person)).toHaveLength(1);
});

test('the list says so without what recognises a browser', async () => {
  const person = await protectedPerson();
  const { fresh } = await enter(person, true);
  const rows = await listLiveSessions(world.db, person.userId, world.policy);
  const text = JSON.stringify(rows);
  expect(rows.flatMap((row) => Object.keys(row)).filter((name) => /hash|deviceId/i.test(name))).toEqual([]);
  for (const form of [fresh.toString('hex'), fresh.toString('base64'), JSON.stringify(fresh)])
    expect(text).not.toContain(form);
});

test('to revoke its session is to trust it no more: the password alone would be enough to come back', async () => {
  const person = await protectedPerson();
  const [there, kept] = [await enter(person, true), await enter(person, true)];
  const ctx = await world.signedIn(person.secret);
  expect((await revokeSession(ctx, { sessionId: there.sessionId })).ok).toBe(true);
  const again = await signIn(world.ctx(), {
    email: person.email,
    password,
    remember: false,
    deviceHash: there.fresh,
  });
  expect(again).toMatchObject({ ok: false, reason: 'second_factor_needed' });
  const ended = (await world.auditOfUser(person.userId)).filter(({ event }) => event === 'device_distrusted');
  expect(ended).toMatchObject([{ reason: 'revoked_by_user', sessionId: person.sessionId }]);
  expect(await trustedOf(person)).toEqual([kept.sessionId]);
  expect(await revokeOtherSessions(ctx)).toBeGreaterThan(0);
  expect(await listTrusted(world.db, person.userId, world.policy)).toEqual([]);
});

test('the list of trusted browsers calls them as their sessions are called, and knows the one it is looked at with', async () => {
  const person = await protectedPerson();
  const [here, there] = [await enter(person, true), await enter(person, true)];
  const ctx = await world.signedIn(here.secret);
  await renameSession(ctx, { sessionId: there.sessionId, deviceName: 'Office iMac' });
  const { trusted } = await factorsOf(ctx, { deviceHash: here.fresh });
  const shown = trusted.map(({ deviceName, here: own }) => [deviceName, own]);
  expect(shown).toContainEqual(['Office iMac', false]);
  expect(shown.filter(([, own]) => own)).toHaveLength(1);
});
