import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { flowWorld, type Person, password } from '../../../tests/support/flow-world';
import { staffWorld } from '../../../tests/support/staff';
import { limitsOf } from '../../config/policy';
import { addEmailCode, findEmailCode, mintEmailCode, takeCodeTry } from '../../email-code/store';
import { rememberDevice } from '../../known-device/store';
import { isTrusted, listTrusted, trustDevice } from '../../known-device/trust';
import { addPending, findPending, takeTry } from '../../second-factor/pending';
import { hashOfSecret } from '../../secret';
import { endSession } from '../../session/end';
import { listLiveSessions } from '../../session/list';
import { closeDoor } from '../../session/platform';
import { changePassword } from '../account/change-password';
import { signIn } from '../sign-in/sign-in';
import { disableAccount } from './disable-account';

const world = flowWorld();
const { staff } = staffWorld(world);

beforeEach(async () => {
  await world.owner.execute(sql`delete from platform; delete from sessions`);
});

describe('a deed whose caller was alive when the request came, and is behind the door when its turn comes', () => {
  test.each([
    ['everyone was signed out', () => closeDoor(world.db, 'operator')],
    // Found out by the last step alone, as whatever happens between two steps.
    ['a limit has passed', ({ sessionId }: Person) => world.age(sessionId, { lastActiveAt: 90_000 })],
  ])('does not change the password where %s', async (_what, happens) => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    await happens(person);
    const presented = hashOfSecret(person.secret);
    const typed = { current: password, password: 'nine improbable herons', presented };
    expect(await changePassword(ctx, typed)).toMatchObject({ ok: false, reason: 'session_ended' });
    expect(await world.opens(person.email)).toBe(true);
    expect(await world.opens(person.email, typed.password)).toBe(false);
  });

  test.each([
    ['everyone was signed out', () => closeDoor(world.db, 'operator')],
    [
      'they were disabled',
      (userId: string) => world.db.execute(sql`update users set disabled_at = now() where id = ${userId}`),
    ],
    [
      'their epoch has moved',
      (userId: string) =>
        world.db.execute(
          sql`update users set sessions_valid_from = now(), sessions_ended_reason = 'operator' where id = ${userId}`,
        ),
    ],
  ])('does not disable anybody where %s', async (_what, happens) => {
    const [administrator, person] = [await staff('administrator'), await world.person()];
    await happens(administrator.userId);
    const by = { staff: administrator.ctx, why: 'asked for it by phone' };
    const refusal = { ok: false, reason: 'not_permitted' };
    expect(await disableAccount(administrator.ctx, { userId: person.userId, by })).toEqual(refusal);
    expect((await world.account(person.userId)).disabledAt).toBeNull();
  });
});

describe('trust in a browser from before', () => {
  const trusting = async (userId: string) => {
    const held = randomBytes(32);
    await rememberDevice(world.db, { userId, deviceHash: held, deviceName: 'Some browser' });
    await trustDevice(world.db, userId, { held, fresh: held });
    return held;
  };

  test('spares nobody the code, though they had signed out and no row of theirs waits for its end', async () => {
    const { userId, sessionId } = await world.person();
    const held = await trusting(userId);
    await endSession(world.db, { id: sessionId, userId }, 'signed_out');
    await closeDoor(world.db, 'operator');
    expect(await isTrusted(world.db, userId, held, world.policy)).toBe(false);
    expect(await listTrusted(world.db, userId, world.policy)).toEqual([]);
  });

  test('is not shown in the list of sessions; given afterwards, it counts', async () => {
    const person = await world.person();
    await closeDoor(world.db, 'operator');
    const held = await trusting(person.userId);
    expect(await isTrusted(world.db, person.userId, held, world.policy)).toBe(true);
    const { sessionId } = await world.anotherSession(person);
    await world.db.execute(sql`update sessions set device_id =
      (select id from known_devices where device_hash = ${held} limit 1) where id = ${sessionId}`);
    const shown = () => listLiveSessions(world.db, person.userId, world.policy);
    expect(await shown()).toMatchObject([{ id: sessionId, trusted: true }]);
    await world.db.execute(sql`update known_devices set trusted_at =
      (select sessions_valid_from - interval '1 second' from platform) where device_hash = ${held}`);
    expect(await shown()).toMatchObject([{ id: sessionId, trusted: false }]);
  });
});

test('a sign-in afterwards signs nothing out to make room: what is behind the door takes no place', async () => {
  const person = await world.person();
  const { sessions: limit } = limitsOf(world.policy, { remembered: false, role: 'member' });
  for (let n = 1; n < limit; n++) await world.anotherSession(person);
  await closeDoor(world.db, 'operator');
  const result = await signIn(world.ctx(), { email: person.email, password, remember: false });
  expect(result).toMatchObject({ ok: true, value: { displaced: 0 } });
  expect(await world.db.$count(sessions, sql`ended_reason = 'session_limit'`)).toBe(0);
});

describe('what was under way, where nothing has taken it away', () => {
  test('a sign-in that waits for its second factor is over, and takes no try', async () => {
    const { userId } = await world.person();
    const waiting = { userId, method: 'password', remembered: false, failuresBefore: 0 } as const;
    const secret = await addPending(world.db, waiting);
    const found = await findPending(world.db, secret, world.policy);
    if (found.kind !== 'waiting') throw new Error('it was over at once');
    await closeDoor(world.db, 'operator');
    expect(await findPending(world.db, secret, world.policy)).toEqual({ kind: 'over', why: 'too_late' });
    expect(await takeTry(world.db, found.pending.id, world.policy)).toBeUndefined();
    const later = await addPending(world.db, waiting);
    expect((await findPending(world.db, later, world.policy)).kind).toBe('waiting');
  });

  test('a code by mail is over: none is made any more, and one that was takes no try', async () => {
    const asked = { email: (await world.person()).email, purpose: 'sign_in', remembered: false } as const;
    const { secret, id } = await addEmailCode(world.db, asked);
    const mint = () => mintEmailCode(world.db, { ...asked, id }, world.policy);
    expect(await mint()).toBeDefined();
    await closeDoor(world.db, 'operator');
    const found = await findEmailCode(world.db, secret, 'sign_in', world.policy);
    expect(found).toEqual({ kind: 'over', why: 'too_late' });
    expect(await mint()).toBeUndefined();
    expect(await takeCodeTry(world.db, { ...asked, secret }, world.policy)).toBeUndefined();
    const later = await addEmailCode(world.db, asked);
    const foundLater = await findEmailCode(world.db, later.secret, 'sign_in', world.policy);
    expect(foundLater.kind).toBe('waiting');
  });
});
