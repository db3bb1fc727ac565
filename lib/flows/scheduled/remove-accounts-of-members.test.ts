import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { memberships, organizations } from '../../../db/schema/organizations';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import type { OrganizationRole } from '../../organization/permissions';
import { addSeat, removeSeat } from '../../organization/store';
import { deleteAccount } from '../account/delete-account';
import { leaveOrganization, removeMember } from '../organization/change-members';
import { removeAccounts } from './remove-accounts';

const world = flowWorld();
const join = (organizationId: string, { userId }: Person, role: OrganizationRole) =>
  world.db.transaction((tx) => addSeat(tx, { organizationId, userId }, role));
const rolesIn = async (id: string) =>
  Object.fromEntries(
    (await world.db.select().from(memberships).where(eq(memberships.organizationId, id))).map((row) => [
      row.userId,
      row.role,
    ]),
  );

async function removeNow({ userId }: Person): Promise<void> {
  await world.owner.execute(
    sql`update users set deletion_requested_at = now() - interval '8 days' where id = ${userId}`,
  );
  await removeAccounts({ db: world.db, policy: world.policy });
}

test('the last owner of others is told to hand over first, and an organization of one’s own goes along', async () => {
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')];
  const ctx = await world.inOwn(ada.secret);
  const { id, name } = ctx.organization;
  await join(id, grace, 'member');
  expect(await deleteAccount(ctx)).toEqual({ ok: false, reason: 'last_owner', organizations: [name] });
  expect((await world.resume(ada.secret)).kind).toBe('active');
  await world.db.transaction((tx) => removeSeat(tx, { organizationId: id, userId: grace.userId }));
  expect((await deleteAccount(ctx)).ok).toBe(true);
  await removeNow(ada);
  expect(await world.db.$count(organizations, eq(organizations.id, id))).toBe(0);
});

test('where others joined in the meantime, the organization stays and has an owner', async () => {
  const [ada, bob, grace] = [
    await world.person('Ada'),
    await world.person('Bob'),
    await world.person('Grace'),
  ];
  const ctx = await world.inOwn(ada.secret);
  const { id } = ctx.organization;
  expect((await deleteAccount(ctx)).ok).toBe(true);
  await join(id, bob, 'member');
  await join(id, grace, 'admin');
  await removeNow(ada);
  expect(await rolesIn(id)).toEqual({ [bob.userId]: 'member', [grace.userId]: 'owner' });
});

test('a member who goes leaves the others as they are', async () => {
  const [ada, bob] = [await world.person('Ada'), await world.person('Bob')];
  const { organization } = await world.inOwn(ada.secret);
  await join(organization.id, bob, 'admin');
  expect((await deleteAccount(await world.signedIn(bob.secret))).ok).toBe(true);
  await removeNow(bob);
  expect(await rolesIn(organization.id)).toEqual({ [ada.userId]: 'owner' });
});

test('an owner whose account is about to be deleted is no owner to rely on', async () => {
  const [ada, grace, bob] = [
    await world.person('Ada'),
    await world.person('Grace'),
    await world.person('Bob'),
  ];
  const ctx = await world.inOwn(ada.secret);
  const { id, slug } = ctx.organization;
  await join(id, grace, 'owner');
  await join(id, bob, 'member');
  const graces = await world.inOrganization(grace.secret, slug);
  expect((await deleteAccount(ctx)).ok).toBe(true);
  expect(await leaveOrganization(graces)).toEqual({ ok: false, reason: 'last_owner' });
  expect(await deleteAccount(graces)).toMatchObject({ reason: 'last_owner' });
  expect(await removeMember(graces, ada)).toEqual({ ok: true });
  expect(await rolesIn(id)).toEqual({ [grace.userId]: 'owner', [bob.userId]: 'member' });
});

test('of two owners who delete their accounts at the same moment one has to hand over first', async () => {
  const [ada, grace, bob] = [
    await world.person('Ada'),
    await world.person('Grace'),
    await world.person('Bob'),
  ];
  const ctx = await world.inOwn(ada.secret);
  await join(ctx.organization.id, grace, 'owner');
  await join(ctx.organization.id, bob, 'member');
  const results = await Promise.all([deleteAccount(ctx), deleteAccount(await world.signedIn(grace.secret))]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a member who leaves while the only owner is removed leaves no empty organization behind', async () => {
  const [ada, bob] = [await world.person('Ada'), await world.person('Bob')];
  const ctx = await world.inOwn(ada.secret);
  const { id, slug } = ctx.organization;
  expect((await deleteAccount(ctx)).ok).toBe(true);
  await join(id, bob, 'member');
  const bobs = await world.inOrganization(bob.secret, slug);
  await Promise.all([removeNow(ada), leaveOrganization(bobs)]);
  const roles = Object.values(await rolesIn(id));
  const there = await world.db.$count(organizations, eq(organizations.id, id));
  expect([[there, roles]]).toEqual(there === 0 ? [[0, []]] : [[1, ['owner']]]);
});
