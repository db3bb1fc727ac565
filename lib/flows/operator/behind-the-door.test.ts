import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { flowWorld, type Person, password } from '../../../tests/support/flow-world';
import { staffWorld } from '../../../tests/support/staff';
import { hashOfSecret } from '../../secret';
import { closeDoor } from '../../session/platform';
import { changePassword } from '../account/change-password';
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
