import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { organizations } from '../../../db/schema/organizations';
import { flowWorld } from '../../../tests/support/flow-world';
import { organizationsOf, removeSeat } from '../../organization/store';
import { hashOfSecret } from '../../secret';
import { resumeSession } from '../session/resume-session';
import { foundOrganization, mostOwned, renameOrganization } from './change-organization';
import { landing, noteLanding, ownSeat } from './landing';

const world = flowWorld();
const slugOf = (name: string) => `${name}-${Math.random().toString(36).slice(2, 10)}`;

test('a person has an organization of their own from the first time they need one, and never two', async () => {
  const ada = await world.person('Ada Lovelace');
  const ctx = await world.signedIn(ada.secret);
  expect(await organizationsOf(world.db, ada.userId)).toEqual([]);
  const seats = await Promise.all([landing(ctx), landing(ctx), ownSeat(ctx), landing(ctx)]);
  expect(new Set(seats.map(({ id }) => id)).size).toBe(1);
  expect(seats[0]).toMatchObject({ name: 'Ada Lovelace', role: 'owner' });
  expect(await organizationsOf(world.db, ada.userId)).toMatchObject([{ personal: true, role: 'owner' }]);
});

test('two people of one name get two addresses', async () => {
  const name = `Name ${Date.now()}`;
  const people = [await world.person(name), await world.person(name)];
  const seats = [];
  for (const { secret } of people) seats.push(await landing(await world.signedIn(secret)));
  expect(seats[0]?.slug).not.toBe(seats[1]?.slug);
});

test('a session lands where it was last, and the hint opens nothing', async () => {
  const ada = await world.person();
  const ctx = await world.signedIn(ada.secret);
  const own = await landing(ctx);
  const founded = await foundOrganization(ctx, { name: 'Acme', slug: slugOf('acme') });
  if (!founded.ok) throw new Error(founded.reason);
  expect((await landing(ctx)).id).toBe(own.id);
  const there = await world.inOrganization(ada.secret, founded.value.slug);
  await noteLanding(there, there);
  expect((await landing(ctx)).id).toBe(founded.value.id);
  const resumed = await resumeSession(world.ctx(), hashOfSecret(ada.secret), {
    organization: { slug: founded.value.slug },
  });
  expect(resumed).toMatchObject({ kind: 'active', moved: false });
  await world.owner.execute(sql`delete from organizations where id = ${founded.value.id}`);
  expect((await landing(ctx)).id).toBe(own.id);
});

test('somebody else’s organization, one that was never there and a deleted one are the same', async () => {
  const [ada, eve] = [await world.person('Ada'), await world.person('Eve')];
  const theirs = await landing(await world.signedIn(ada.secret));
  const of = async (secret: string, slug: string) => {
    const resumed = await resumeSession(world.ctx(), hashOfSecret(secret), { organization: { slug } });
    return resumed.kind === 'active' ? resumed.caller.organization : resumed.kind;
  };
  expect(await of(ada.secret, theirs.slug)).toMatchObject({ id: theirs.id });
  expect(await of(eve.secret, theirs.slug)).toBeUndefined();
  expect(await of(eve.secret, 'never-there')).toBeUndefined();
  await world.db.delete(organizations).where(eq(organizations.id, theirs.id));
  expect(await of(ada.secret, theirs.slug)).toBeUndefined();
});

test('who leaves their own is given another one', async () => {
  const ada = await world.person();
  const ctx = await world.signedIn(ada.secret);
  const own = await landing(ctx);
  await world.db.transaction((tx) => removeSeat(tx, { organizationId: own.id, userId: ada.userId }));
  expect((await landing(ctx)).id).not.toBe(own.id);
});

test('of two who ask for one address at the same moment, one gets it and the other is told', async () => {
  const [ada, eve] = [await world.person('Ada'), await world.person('Eve')];
  const [ctx, theirs] = [await world.inOwn(ada.secret), await world.inOwn(eve.secret)];
  const named = { name: 'Acme', slug: slugOf('acme') };
  const asked = [
    renameOrganization(ctx, named),
    renameOrganization(theirs, named),
    foundOrganization(ctx, named),
    foundOrganization(theirs, named),
  ];
  const results = await Promise.all(asked);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.filter((result) => !result.ok && result.reason === 'slug_taken')).toHaveLength(3);
});

test('who is no owner any more renames nothing, whatever their page still says', async () => {
  const ada = await world.person();
  const ctx = await world.inOwn(ada.secret);
  await world.owner.execute(sql`
    insert into memberships (organization_id, user_id, role) values (${ctx.organization.id}, ${(await world.person('Eve')).userId}, 'owner')`);
  await world.owner.execute(
    sql`update memberships set role = 'admin' where organization_id = ${ctx.organization.id} and user_id = ${ada.userId}`,
  );
  expect(await renameOrganization(ctx, { name: 'Mine', slug: slugOf('mine') })).toMatchObject({
    reason: 'not_allowed',
  });
});

test('an address that is taken is refused, and nothing changes', async () => {
  const [ada, eve] = [await world.person('Ada'), await world.person('Eve')];
  const [ctx, theirs] = [await world.inOwn(ada.secret), await world.inOwn(eve.secret)];
  const taken = { ok: false, reason: 'slug_taken' };
  const named = { name: 'Mine', slug: theirs.organization.slug };
  expect(await foundOrganization(ctx, named)).toEqual(taken);
  expect(await renameOrganization(ctx, named)).toEqual(taken);
  expect(await organizationsOf(world.db, ada.userId)).toMatchObject([
    { slug: ctx.organization.slug, name: ctx.organization.name },
  ]);
  const renamed = { name: 'Acme', slug: slugOf('acme') };
  expect(await renameOrganization(ctx, renamed)).toMatchObject({ ok: true, value: renamed });
});

test(`a person owns ${mostOwned} organizations at most, also where many are founded at once`, async () => {
  const ada = await world.person();
  const ctx = await world.inOwn(ada.secret);
  const asked = Array.from({ length: mostOwned + 2 }, () =>
    foundOrganization(ctx, { name: 'Another', slug: slugOf('another') }),
  );
  const results = await Promise.all(asked);
  expect(results.filter(({ ok }) => ok)).toHaveLength(mostOwned - 1);
  expect(await organizationsOf(world.db, ada.userId)).toHaveLength(mostOwned);
});
