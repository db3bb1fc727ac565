import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { ago } from '../../../db/ago';
import { memberships, organizations } from '../../../db/schema/organizations';
import { flowWorld } from '../../../tests/support/flow-world';
import { addSeat, organizationsOf } from '../../organization/store';
import { deleteAccount } from '../account/delete-account';
import { removeOrganizations } from '../scheduled/remove-organizations';
import { changeMemberRole } from './change-members';
import { foundOrganization } from './change-organization';
import { deleteOrganization, listDeleted, restoreOrganization } from './delete-organization';

const world = flowWorld();

async function scene() {
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')];
  const founder = await world.signedIn(ada.secret);
  const slug = `o-${founder.user.id.slice(0, 8)}`;
  const founded = await foundOrganization(founder, { name: 'Acme', slug });
  if (!founded.ok) throw new Error(founded.reason);
  const { id } = founded.value;
  await world.db.transaction((tx) => addSeat(tx, { organizationId: id, userId: grace.userId }, 'member'));
  return { ada, grace, id, slug, ctx: await world.inOrganization(ada.secret, slug) };
}

const deletedAgo = (id: string, length: number) =>
  world.db
    .update(organizations)
    .set({ deletedAt: ago(length) })
    .where(eq(organizations.id, id));
const isThere = async (id: string) => (await world.db.$count(organizations, eq(organizations.id, id))) === 1;

test('a deleted organization opens for nobody, is in no list, and its owners are told', async () => {
  const { ada, grace, id, slug, ctx } = await scene();
  expect(await deleteOrganization(ctx)).toMatchObject({ ok: true });
  for (const { secret, userId } of [ada, grace]) {
    await expect(world.inOrganization(secret, slug)).rejects.toThrow('do not belong');
    expect((await organizationsOf(world.db, userId)).map((each) => each.id)).not.toContain(id);
  }
  expect(await world.mailsTo(ada.email)).toMatchObject([{ kind: 'organization_deleted' }]);
  expect(await world.mailsTo(grace.email)).toEqual([]);
  // A form that was still open changes nothing.
  const late = await changeMemberRole(ctx, { userId: grace.userId, role: 'admin' });
  expect(late).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect(await deleteOrganization(ctx)).toMatchObject({ reason: 'not_allowed' });
});

test('an owner brings it back as it was, within seven days; a member, a stranger and a latecomer do not', async () => {
  const { ada, grace, id, slug, ctx } = await scene();
  await deleteOrganization(ctx);
  const owner = await world.signedIn(ada.secret);
  const member = await world.signedIn(grace.secret);
  expect(await listDeleted(member)).toEqual([]);
  expect(await listDeleted(owner)).toMatchObject([{ id, name: 'Acme' }]);
  const asked = { organizationId: id };
  expect(await restoreOrganization(member, asked)).toMatchObject({ reason: 'not_found' });
  await deletedAgo(id, 604_800);
  expect(await listDeleted(owner)).toEqual([]);
  expect(await restoreOrganization(owner, asked)).toMatchObject({ reason: 'not_found' });
  await deletedAgo(id, 604_790);
  expect(await restoreOrganization(owner, asked)).toMatchObject({ ok: true });
  expect((await world.inOrganization(grace.secret, slug)).organization.role).toBe('member');
  expect(await restoreOrganization(owner, asked)).toMatchObject({ reason: 'not_found' });
});

test('it is removed with everything in it once its days are over, and not a moment before', async () => {
  const { id, ctx } = await scene();
  await deleteOrganization(ctx);
  await deletedAgo(id, 604_790);
  await removeOrganizations(world.ctx());
  expect(await isThere(id)).toBe(true);
  await deletedAgo(id, 604_800);
  const removed = await Promise.all([removeOrganizations(world.ctx()), removeOrganizations(world.ctx())]);
  expect(removed.toSorted()).toEqual([0, 1]);
  expect(await isThere(id)).toBe(false);
  expect(await world.db.$count(memberships, eq(memberships.organizationId, id))).toBe(0);
  const trail = await world.owner.execute(
    sql`select event from audit_events where organization_id = ${id} order by id`,
  );
  expect(trail.map(({ event }) => event)).toEqual([
    'organization_created',
    'organization_deletion_requested',
    'organization_deleted',
  ]);
});

test('someone who deleted their only organization has one again when they need it, and may delete their account', async () => {
  const ada = await world.person('Ada');
  const own = await world.inOwn(ada.secret);
  await deleteOrganization(own);
  const next = await world.inOwn(ada.secret);
  expect(next.organization.id).not.toBe(own.organization.id);
  const { ctx } = await scene();
  await deleteOrganization(ctx);
  expect(await deleteAccount(await world.signedIn(ada.secret))).toMatchObject({ ok: true });
  expect(await deleteAccount(ctx)).toMatchObject({ ok: true });
});

test('a deletion that cannot be recorded does not happen', async () => {
  const { ctx, grace, slug } = await scene();
  await expect(deleteOrganization(world.unrecordable(ctx))).rejects.toThrow();
  expect((await world.inOrganization(grace.secret, slug)).organization.name).toBe('Acme');
});
