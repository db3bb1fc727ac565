import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { memberships, organizations } from '../../../db/schema/organizations';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { addSeat, removeSeat } from '../../organization/store';
import { deleteAccount } from '../account/delete-account';
import { removeAccounts } from './remove-accounts';

const world = flowWorld();
const join = (organizationId: string, { userId }: Person, role: 'admin' | 'member') =>
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
