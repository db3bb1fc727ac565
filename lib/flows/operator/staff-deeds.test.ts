import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { type StaffPerson, staffWorld } from '../../../tests/support/staff';
import { roleOf } from '../../account/roles';
import { roles } from '../../config/policy';
import { rememberDevice } from '../../known-device/store';
import { isTrusted, trustDevice } from '../../known-device/trust';
import type { Result } from '../../result';
import { isPermitted, type StaffPermission } from '../../staff/permissions';
import { askForAccess } from './ask-for-access';
import { changeRole } from './change-role';
import { disableAccount, enableAccount } from './disable-account';
import { endTrustOf } from './end-trust-of-account';
import { requireReset } from './require-reset';
import { endSessionOf, signOutAccount } from './sign-out-account';
import { unlockAccount } from './unlock-account';

const world = flowWorld();
const { staff, become } = staffWorld(world);
const why = 'asked for it by phone';

type Deed = (actor: StaffPerson, person: Person) => Promise<Result<unknown, string>>;
type DeedRow = { readonly given?: (person: Person) => Promise<unknown>; readonly deed: Deed };

const by = (actor: StaffPerson) => ({ staff: actor.ctx, why });
const on = ({ userId }: Person, actor: StaffPerson) => ({ userId, by: by(actor) });

const trusting = async ({ userId }: Person) => {
  const held = randomBytes(32);
  await rememberDevice(world.db, { userId, deviceHash: held, deviceName: 'Some browser' });
  await trustDevice(world.db, userId, { held, fresh: held });
  return held;
};
const locked = ({ userId }: Person) =>
  world.db.execute(sql`update users set second_factor_failures = 100 where id = ${userId}`);
const off = ({ userId }: Person) =>
  world.db.execute(sql`update users set disabled_at = now() where id = ${userId}`);

const withFactor = ({ userId }: Pick<Person, 'userId'>) =>
  world.db.execute(sql`update users set assurance = 2 where id = ${userId}`);

const deeds: Record<Exclude<StaffPermission, 'find' | 'look' | 'emergency'>, DeedRow> = {
  end_session: {
    deed: (actor, person) => endSessionOf(actor.ctx, { ...on(person, actor), sessionId: person.sessionId }),
  },
  sign_out: { deed: (actor, person) => signOutAccount(actor.ctx, on(person, actor)) },
  require_reset: { deed: (actor, person) => requireReset(actor.ctx, on(person, actor)) },
  unlock: { given: locked, deed: (actor, person) => unlockAccount(actor.ctx, on(person, actor)) },
  remove_trust: { given: trusting, deed: (actor, person) => endTrustOf(actor.ctx, on(person, actor)) },
  disable: { deed: (actor, person) => disableAccount(actor.ctx, on(person, actor)) },
  enable: { given: off, deed: (actor, person) => enableAccount(actor.ctx, on(person, actor)) },
  support_access: {
    deed: (actor, { userId }) => askForAccess(actor.ctx, { userId, reason: why, consent: 'ask' }),
  },
  change_role: {
    given: withFactor,
    deed: (actor, person) => changeRole(actor.ctx, { ...on(person, actor), role: 'support' }),
  },
};

/** Everything of a person that a deed could change, and what is recorded and mailed about them. */
async function everythingOf({ userId }: Person): Promise<string> {
  const [row] = await world.owner.execute(sql`
    select (select row_to_json(u) from users u where u.id = ${userId}) as account,
      (select json_agg(s order by s.id) from sessions s where s.user_id = ${userId}) as sessions,
      (select json_agg(d order by d.id) from known_devices d where d.user_id = ${userId}) as devices,
      (select count(*) from audit_events a where a.user_id = ${userId}) as events,
      (select count(*) from mails m where m.user_id = ${userId}) as mails`);
  return JSON.stringify(row);
}

const table = Object.entries(deeds) as [keyof typeof deeds, DeedRow][];

describe.each(table)('%s', (permission, { given, deed }) => {
  test.each(roles)(
    'by a %s goes through exactly where the table says so; refused, it changes nothing',
    async (role) => {
      const [actor, person] = [await staff(role), await world.person()];
      await given?.(person);
      const untouched = await everythingOf(person);
      const result = await deed(actor, person);
      expect(result.ok).toBe(isPermitted(role, permission));
      if (result.ok) {
        const said = (await world.auditOfUser(person.userId)).filter(
          ({ actorId }) => actorId === actor.userId,
        );
        expect(said.map(({ data }) => data)).toEqual(
          expect.arrayContaining([expect.objectContaining({ why })]),
        );
        return;
      }
      expect(result).toMatchObject({ reason: 'not_permitted' });
      expect(await everythingOf(person)).toBe(untouched);
    },
  );

  test('by support on staff, or by anyone on themselves, changes nothing', async () => {
    const [administrator, support] = [await staff('administrator'), await staff('support')];
    for (const [actor, person] of [
      [administrator, administrator],
      [support, support],
      [support, administrator],
    ] as const) {
      const untouched = await everythingOf(person);
      const result = await deed(actor, person);
      expect(['yourself', 'staff_member', 'staff_not_seen', 'not_permitted']).toContain(
        result.ok ? 'done' : result.reason,
      );
      expect(await everythingOf(person)).toBe(untouched);
    }
  });

  test('by someone whose session has ended, or whose role has gone meanwhile, changes nothing', async () => {
    const [gone, demoted] = [await staff('administrator'), await staff('administrator')];
    await signOutAccount(world.ctx(), gone);
    await become(demoted.userId, 'member');
    for (const actor of [gone, demoted]) {
      const person = await world.person();
      await given?.(person);
      const untouched = await everythingOf(person);
      expect(await deed(actor, person)).toMatchObject({ ok: false, reason: 'not_permitted' });
      expect(await everythingOf(person)).toBe(untouched);
    }
  });
});

describe('what the person meets', () => {
  test('one session ends for the reason revoked_by_admin, with trust in its browser; the others live', async () => {
    const [actor, person] = [await staff('support'), await world.person()];
    const phone = await world.anotherSession(person);
    const input = { ...on(person, actor), sessionId: person.sessionId };
    expect((await endSessionOf(actor.ctx, input)).ok).toBe(true);
    expect(await endSessionOf(actor.ctx, input)).toEqual({ ok: false, reason: 'not_signed_in' });
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'revoked_by_admin' });
    expect(await world.resume(phone.secret)).toMatchObject({ kind: 'active' });
    expect(await world.row(person.sessionId)).toMatchObject({
      endedBy: actor.userId,
      endedFrom: actor.sessionId,
    });
  });

  test('a session of somebody else is not found under this person', async () => {
    const [actor, person, other] = [await staff('support'), await world.person(), await world.person()];
    const input = { ...on(person, actor), sessionId: other.sessionId };
    expect(await endSessionOf(actor.ctx, input)).toMatchObject({ ok: false, reason: 'not_signed_in' });
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'active' });
  });

  test('signed out everywhere, every session ends for that reason and no browser is trusted', async () => {
    const [actor, person] = [await staff('support'), await world.person()];
    const phone = await world.anotherSession(person);
    const held = await trusting(person);
    expect(await signOutAccount(actor.ctx, on(person, actor))).toMatchObject({ value: { ended: 2 } });
    for (const { secret } of [person, phone])
      expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'revoked_by_admin' });
    expect(await isTrusted(world.db, person.userId, held, world.policy)).toBe(false);
  });

  test('signed out everywhere where nobody was signed in or trusted, the trail still says who did it and why', async () => {
    const [actor, person] = [await staff('support'), await world.person()];
    await signOutAccount(world.ctx(), person);
    expect(await signOutAccount(actor.ctx, on(person, actor))).toEqual({ ok: true, value: { ended: 0 } });
    const said = (await world.auditOfUser(person.userId)).filter(({ event }) => event === 'user_signed_out');
    expect(said).toMatchObject([
      { reason: 'operator', actorId: null },
      { reason: 'operator', actorId: actor.userId, sessionId: actor.sessionId, data: { why } },
    ]);
  });
});

test('a new password that staff require comes with the mail that leads to it', async () => {
  const [actor, person] = [await staff('support'), await world.person()];
  expect((await requireReset(actor.ctx, on(person, actor))).ok).toBe(true);
  expect(await world.mailsTo(person.email)).toMatchObject([
    { kind: 'secure_account', facts: { device: 'our support team' } },
  ]);
});

describe('a change of role', () => {
  test('ends every session, tells the person, and says from what to what', async () => {
    const [actor, person] = [await staff('administrator'), await world.person()];
    const phone = await world.anotherSession(person, { remember: true });
    const input = { ...on(person, actor), role: 'support' as const };
    const before = await everythingOf(person);
    expect(await changeRole(actor.ctx, input)).toEqual({ ok: false, reason: 'factor_missing' });
    expect(await everythingOf(person)).toBe(before);
    await withFactor(person);
    expect(await changeRole(actor.ctx, input)).toEqual({ ok: true, value: { ended: 2 } });
    for (const { secret } of [person, phone])
      expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'role_changed' });
    expect(await roleOf(world.db, person.userId)).toBe('support');
    const trail = await world.auditOfUser(person.userId);
    expect(trail.find(({ event }) => event === 'authz_change')).toMatchObject({
      actorId: actor.userId,
      data: { from: 'member', to: 'support', why },
    });
    expect(await world.mailsTo(person.email)).toContainEqual(
      expect.objectContaining({ kind: 'role_changed', facts: { role: 'support' } }),
    );
    expect(await changeRole(actor.ctx, input)).toEqual({ ok: false, reason: 'same_role' });
  });

  test('of the last administrator is refused; of two who act on each other at once one stays', async () => {
    await world.db.execute(sql`update users set role = 'member'`);
    const one = await staff('administrator');
    expect(await changeRole(world.ctx(), { email: one.email, role: 'member' })).toEqual({
      ok: false,
      reason: 'last_administrator',
    });
    const other = await staff('administrator');
    const both = await Promise.all([
      changeRole(one.ctx, { ...on(other, one), role: 'member' }),
      disableAccount(other.ctx, on(one, other)),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const [left] = await world.db.execute(
      sql`select count(*)::int as n from users where role = 'administrator' and disabled_at is null`,
    );
    expect(left).toEqual({ n: 1 });
  });
});
