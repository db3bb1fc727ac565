import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { endTrustOf, trustedDevicesOf } from './end-trust-of-account';

const world = flowWorld();
const { protectedPerson, pending, finish, code, forgetCodes } = factorWorld(world);

async function trusting(browsers: number) {
  const person = await protectedPerson();
  let secret = '';
  for (let n = 0; n < browsers; n++) {
    const device = { held: randomBytes(32), fresh: randomBytes(32) };
    const waiting = await pending(person.email, { deviceHash: device.held });
    const result = await finish(waiting, await code(person.seed), { trust: true, device });
    if (!result.ok) throw new Error(result.reason);
    await forgetCodes(person.userId);
    secret = result.value.secret;
  }
  return { ...person, secret };
}
const listed = async (email: string) => {
  const devices = await trustedDevicesOf(world.ctx(), { email });
  return devices.ok ? devices.value : devices.reason;
};

test('an operator sees the trusted browsers of a person and ends the trust in one of them, then in all', async () => {
  const { email, userId, secret } = await trusting(3);
  const other = await trusting(1);
  const devices = await listed(` ${email.toUpperCase()} `);
  if (typeof devices === 'string') throw new Error(devices);
  expect(devices).toHaveLength(3);
  const [first] = devices;
  const one = await endTrustOf(world.ctx(), { email, device: first?.id.slice(0, 8) });
  expect(one.ok && one.value.map(({ id }) => id)).toEqual([first?.id]);
  expect(await listed(email)).toEqual(devices.slice(1));
  const rest = await endTrustOf(world.ctx(), { email });
  expect(rest.ok && rest.value).toHaveLength(2);
  expect(await listed(email)).toEqual([]);
  expect(await listed(other.email)).toHaveLength(1);
  const ends = (await world.auditOfUser(userId)).filter(({ event }) => event === 'device_distrusted');
  expect(ends.map(({ reason, actorId }) => [reason, actorId])).toEqual(Array(3).fill(['operator', null]));
  expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
});

test('what is not there, or not this person’s, is refused and changes nothing', async () => {
  const [person, other] = [await trusting(1), await trusting(1)];
  const theirs = await listed(other.email);
  const device = typeof theirs === 'string' ? '' : theirs[0]?.id;
  expect(await endTrustOf(world.ctx(), { email: person.email, device })).toEqual({
    ok: false,
    reason: 'not_trusted',
  });
  expect(await listed(other.email)).toHaveLength(1);
  expect(trailOf(await world.auditOfUser(person.userId))).not.toContain('device_distrusted');
  const nobody = { email: 'nobody@example.com' };
  expect(await endTrustOf(world.ctx(), nobody)).toEqual({ ok: false, reason: 'not_found' });
  expect(await trustedDevicesOf(world.ctx(), nobody)).toEqual({ ok: false, reason: 'not_found' });
});
