import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { memberships } from '../../../db/schema/organizations';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import type { OrganizationRole } from '../../organization/permissions';
import { addSeat } from '../../organization/store';
import { changeMemberRole, leaveOrganization, removeMember } from './change-members';
import { foundOrganization } from './change-organization';

const world = flowWorld();

/** An organization of Ada's with one more person in each role that is asked for. */
async function scene(...roles: OrganizationRole[]) {
  const ada = await world.person('Ada');
  const founder = await world.signedIn(ada.secret);
  const slug = `o-${founder.user.id.slice(0, 8)}`;
  const founded = await foundOrganization(founder, { name: 'Acme', slug });
  if (!founded.ok) throw new Error(founded.reason);
  const { id } = founded.value;
  const others = [];
  for (const role of roles) {
    const person = await world.person(role);
    await world.db.transaction((tx) => addSeat(tx, { organizationId: id, userId: person.userId }, role));
    others.push({ ...person, ctx: await world.inOrganization(person.secret, slug) });
  }
  const roleOf = async () =>
    Object.fromEntries(
      (await world.db.select().from(memberships).where(eq(memberships.organizationId, id))).map((row) => [
        row.userId,
        row.role,
      ]),
    );
  return { ada, ctx: await world.inOrganization(ada.secret, slug), id, slug, others, roleOf };
}

describe('a role', () => {
  test('is changed by an owner, and counts from the next request on', async () => {
    const { ctx, slug, others, roleOf } = await scene('member');
    const [bob] = others;
    if (!bob) throw new Error('nobody');
    expect(await changeMemberRole(ctx, { userId: bob.userId, role: 'admin' })).toEqual({ ok: true });
    expect((await roleOf())[bob.userId]).toBe('admin');
    expect((await world.inOrganization(bob.secret, slug)).organization.role).toBe('admin');
    const [last] = (await world.auditOfUser(bob.userId)).slice(-1);
    expect(last).toMatchObject({
      event: 'member_role_changed',
      actorId: ctx.user.id,
      organizationId: ctx.organization.id,
      data: { from: 'member', to: 'admin' },
    });
  });

  test('is judged by the roles of then, not by those of the page', async () => {
    const { ctx, others, roleOf } = await scene('admin', 'member');
    const [admin, member] = others;
    if (!admin || !member) throw new Error('nobody');
    await changeMemberRole(ctx, { userId: admin.userId, role: 'member' });
    const before = await roleOf();
    const late = { userId: member.userId, role: 'admin' } as const;
    expect(await changeMemberRole(admin.ctx, late)).toMatchObject({ reason: 'not_allowed' });
    expect(await removeMember(admin.ctx, member)).toMatchObject({ reason: 'not_allowed' });
    expect(await roleOf()).toEqual(before);
  });

  test('above one’s own is not given, and an owner is not touched by an admin', async () => {
    const { ada, others, roleOf } = await scene('admin', 'member');
    const [admin, member] = others;
    if (!admin || !member) throw new Error('nobody');
    const before = await roleOf();
    for (const [userId, role] of [
      [member.userId, 'owner'],
      [admin.userId, 'owner'],
      [ada.userId, 'member'],
    ] as const)
      expect(await changeMemberRole(admin.ctx, { userId, role })).toMatchObject({ reason: 'not_allowed' });
    expect(await removeMember(admin.ctx, ada)).toMatchObject({ reason: 'not_allowed' });
    expect(await roleOf()).toEqual(before);
  });

  test('is not given to anybody of another organization', async () => {
    const [acme, other] = [await scene(), await scene('member')];
    const [stranger] = other.others;
    const asked = { userId: stranger?.userId ?? '', role: 'owner' } as const;
    expect(await changeMemberRole(acme.ctx, asked)).toMatchObject({ reason: 'not_found' });
    expect(await removeMember(acme.ctx, asked)).toMatchObject({ reason: 'not_found' });
    expect(Object.keys(await other.roleOf())).toHaveLength(2);
  });
});

describe('the last owner', () => {
  test('neither leaves, nor is removed, nor loses the role', async () => {
    const { ada, ctx, roleOf } = await scene('admin');
    const before = await roleOf();
    const last = { ok: false, reason: 'last_owner' };
    expect(await leaveOrganization(ctx)).toEqual(last);
    expect(await removeMember(ctx, ada)).toEqual(last);
    expect(await changeMemberRole(ctx, { userId: ada.userId, role: 'admin' })).toEqual(last);
    expect(await roleOf()).toEqual(before);
  });

  test('of two who leave at the same moment one stays', async () => {
    const { ctx, others, roleOf } = await scene('owner');
    const results = await Promise.all([leaveOrganization(ctx), leaveOrganization(others[0]?.ctx ?? ctx)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(Object.values(await roleOf())).toEqual(['owner']);
  });

  test('is kept by the database itself, also where two statements know nothing of each other', async () => {
    const { ada, id, others, roleOf } = await scene('owner', 'member');
    const go = (userId: string) =>
      world.db.transaction(async (tx) => {
        await tx.execute(sql`delete from memberships where organization_id = ${id} and user_id = ${userId}`);
        await tx.execute(sql`select pg_sleep(0.2)`);
      });
    const results = await Promise.allSettled([go(ada.userId), go(others[0]?.userId ?? '')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(Object.values(await roleOf()).toSorted()).toEqual(['member', 'owner']);
  });
});

test('an organization without an owner takes no members, and nobody leaves one that is theirs alone', async () => {
  const { ctx, id } = await scene();
  expect(await leaveOrganization(ctx)).toEqual({ ok: false, reason: 'only_member' });
  await world.owner.execute(sql`delete from memberships where organization_id = ${id}`);
  const bob = await world.person('Bob');
  const joining = world.db.transaction((tx) =>
    addSeat(tx, { organizationId: id, userId: bob.userId }, 'member'),
  );
  await expect(joining).rejects.toThrow();
});

test('a member who is removed is out at the next request, and their session lives on', async () => {
  const { ctx, slug, others } = await scene('member');
  const [bob] = others;
  if (!bob) throw new Error('nobody');
  expect(await removeMember(ctx, bob)).toEqual({ ok: true });
  await expect(world.inOrganization(bob.secret, slug)).rejects.toThrow('do not belong');
  expect((await world.resume(bob.secret)).kind).toBe('active');
  expect(await removeMember(ctx, bob)).toMatchObject({ reason: 'not_found' });
  expect(trailOf(await world.auditOfUser(bob.userId)).slice(-1)).toEqual(['member_removed']);
});

test('a change that cannot be recorded does not happen', async () => {
  const { ctx, others, roleOf } = await scene('member');
  const [bob] = others;
  const broken = world.unrecordable(ctx);
  const before = await roleOf();
  await expect(changeMemberRole(broken, { userId: bob?.userId ?? '', role: 'admin' })).rejects.toThrow();
  await expect(removeMember(broken, { userId: bob?.userId ?? '' })).rejects.toThrow();
  expect(await roleOf()).toEqual(before);
});
