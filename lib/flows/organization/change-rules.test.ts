import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ago } from '../../../db/ago';
import { organizations } from '../../../db/schema/organizations';
import { sessions } from '../../../db/schema/sessions';
import { flowWorld, password } from '../../../tests/support/flow-world';
import type { OrganizationRules } from '../../organization/rules';
import { addSeat, changeOrganization } from '../../organization/store';
import { hashOfSecret } from '../../secret';
import { rotateSession } from '../../session/rotate';
import { touchSession } from '../../session/touch';
import { minutes } from '../../time';
import { limitsOfCaller } from '../context';
import { openSeat, resumeSession } from '../session/resume-session';
import { stepUp } from '../session/step-up';
import { foundOrganization } from './change-organization';
import { changeRules, countIn, signOutOrganization } from './change-rules';

const world = flowWorld();
const none: OrganizationRules = { idle: null, absolute: null, secondFactor: false, supportAccess: 'ask' };

/** Ada owns it, Grace is a member of it and of her own. */
async function scene() {
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')];
  const founder = await world.signedIn(ada.secret);
  const own = await world.inOwn(grace.secret);
  const slug = `o-${founder.user.id.slice(0, 8)}`;
  const founded = await foundOrganization(founder, { name: 'Acme', slug });
  if (!founded.ok) throw new Error(founded.reason);
  const { id } = founded.value;
  await world.db.transaction((tx) => addSeat(tx, { organizationId: id, userId: grace.userId }, 'member'));
  const rule = (columns: Partial<typeof organizations.$inferInsert>) =>
    world.db.update(organizations).set(columns).where(eq(organizations.id, id));
  return { ada, grace, own, id, slug, rule, ctx: await world.inOrganization(ada.secret, slug) };
}

/** What the door says to a session: open, or why not. */
async function door(secret: string, organization: { slug: string } | { id: string }) {
  const resumed = await resumeSession(world.ctx(), hashOfSecret(secret), { organization });
  if (resumed.kind !== 'active') return resumed.kind;
  return resumed.caller.closed?.because ?? (resumed.caller.organization ? 'open' : 'absent');
}

async function prove(secret: string): Promise<string> {
  const ctx = await world.signedIn(secret);
  const proven = await stepUp(ctx, { password, presented: hashOfSecret(secret) });
  if (!proven.ok) throw new Error(proven.reason);
  return proven.value.secret;
}

describe('signing everyone out', () => {
  test('keeps everybody out until they prove who they are, the owner too, and nobody out of anything else', async () => {
    const { ada, grace, own, slug, ctx } = await scene();
    expect(await countIn(ctx)).toEqual({ people: 2, sessions: 2 });
    expect(await signOutOrganization(ctx)).toEqual({ ok: true, value: { people: 2, sessions: 2 } });
    for (const { secret } of [ada, grace]) expect(await door(secret, { slug })).toBe('everyone_out');
    // Nor does a page that lists what is in there although its address doesn't name it.
    const member = await world.signedIn(grace.secret);
    expect(await openSeat(member, ctx.organization.id)).toBeUndefined();
    expect(await openSeat(member, own.organization.id)).toMatchObject({ role: 'owner' });
    expect(await door(grace.secret, { slug: own.organization.slug })).toBe('open');
    expect((await world.resume(grace.secret)).kind).toBe('active');
    expect(await door(await prove(grace.secret), { slug })).toBe('open');
    expect(await door(ada.secret, { slug })).toBe('everyone_out');
    expect(await door((await world.anotherSession(ada)).secret, { slug })).toBe('open');
  });

  test('is refused to an admin, and to an owner whose role was taken meanwhile; nothing changes', async () => {
    const { ctx, id, grace, slug } = await scene();
    await world.owner.execute(
      sql`update memberships set role = case when user_id = ${grace.userId}::uuid then 'owner' else 'admin' end where organization_id = ${id}`,
    );
    expect(await signOutOrganization(ctx)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await changeRules(ctx, { ...none, idle: minutes(15) })).toMatchObject({ reason: 'not_allowed' });
    expect(await door(grace.secret, { slug })).toBe('open');
  });

  test('does not happen where it cannot be recorded', async () => {
    const { ctx, grace, slug } = await scene();
    await expect(signOutOrganization(world.unrecordable(ctx))).rejects.toThrow();
    expect(await door(grace.secret, { slug })).toBe('open');
  });

  test('is in the organization’s trail, with how many it concerned', async () => {
    const { ctx, ada, id } = await scene();
    await signOutOrganization(ctx);
    expect((await world.auditOfUser(ada.userId)).at(-1)).toMatchObject({
      event: 'organization_signed_out',
      organizationId: id,
      actorId: ada.userId,
      data: { people: 2, sessions: 2 },
    });
  });
});

describe('an idle limit of its own', () => {
  test('asks after a break, also when activity elsewhere ended it, and one second less is no break', async () => {
    const { grace, slug, rule } = await scene();
    await rule({ idleLimitSeconds: 900 });
    await world.age(grace.sessionId, { lastActiveAt: 880, authenticatedAt: 880, signedInAt: 880 });
    expect(await door(grace.secret, { slug })).toBe('open');
    await world.age(grace.sessionId, { lastActiveAt: 900 });
    expect(await door(grace.secret, { slug })).toBe('idle');
    const ctx = await world.signedIn(grace.secret);
    const session = { id: grace.sessionId, userId: grace.userId };
    expect(await touchSession(world.db, session, limitsOfCaller(world.policy, ctx))).toBe(true);
    expect(await door(grace.secret, { slug })).toBe('idle');
    expect(await door(await prove(grace.secret), { slug })).toBe('open');
  });

  test('writes activity down often enough to be judged, with “keep me signed in” as well', async () => {
    const { grace, slug, rule } = await scene();
    await rule({ idleLimitSeconds: 900 });
    const kept = await world.anotherSession(grace, { remember: true });
    await world.age(kept.sessionId, { lastActiveAt: 46 });
    const dueIn = async (organization?: { slug: string }) => {
      const resumed = await resumeSession(world.ctx(), hashOfSecret(kept.secret), { organization });
      return resumed.kind === 'active' && resumed.touchDue;
    };
    expect([await dueIn({ slug }), await dueIn()]).toEqual([true, false]);
  });
});

test('a proof that is older than the organization allows has to be given again, and activity does not renew it', async () => {
  const { grace, slug, rule } = await scene();
  await rule({ absoluteLimitSeconds: 3600 });
  await world.age(grace.sessionId, { authenticatedAt: 3590, signedInAt: 3590 });
  expect(await door(grace.secret, { slug })).toBe('open');
  await world.age(grace.sessionId, { authenticatedAt: 3600 });
  expect(await door(grace.secret, { slug })).toBe('absolute');
  expect(await door(await prove(grace.secret), { slug })).toBe('open');
});

test('an owner without a second factor cannot ask one of everybody, and nothing changes', async () => {
  const { ctx, grace, slug } = await scene();
  const refused = await changeRules(ctx, { ...none, secondFactor: true, idle: minutes(15) });
  expect(refused).toEqual({ ok: false, reason: 'own_factor_missing' });
  expect(await door(grace.secret, { slug })).toBe('open');
});

test('someone without a second factor is kept out where everyone needs one, and out of nothing else', async () => {
  const { grace, slug, rule } = await scene();
  await rule({ secondFactorRequired: true });
  expect(await door(grace.secret, { slug })).toBe('second_factor');
  expect((await world.resume(grace.secret)).kind).toBe('active');
});

test('changed rules are in the trail, and the same rules once more are not', async () => {
  const { ctx, ada } = await scene();
  const before = (await world.auditOfUser(ada.userId)).length;
  const rules = { ...none, idle: minutes(15) };
  for (let n = 0; n < 2; n++) expect(await changeRules(ctx, rules)).toEqual({ ok: true });
  const trail = (await world.auditOfUser(ada.userId)).slice(before);
  expect(trail).toMatchObject([{ event: 'organization_rules_changed', data: { idle: '900' } }]);
});

test('an organization is found by its id under any address, and by its id only by those who belong there', async () => {
  const { grace, ada, id, slug } = await scene();
  await world.db.transaction((tx) => changeOrganization(tx, id, { name: 'Acme', slug: `${slug}-2` }));
  expect([await door(grace.secret, { id }), await door(grace.secret, { slug })]).toEqual(['open', 'absent']);
  const eve = await world.person('Eve');
  expect(await door(eve.secret, { id })).toBe('absent');
  expect(await door(ada.secret, { id: eve.userId })).toBe('absent');
});

test('a rotation without proof does not make up for a break', async () => {
  const { grace, slug, rule } = await scene();
  await rule({ idleLimitSeconds: 900 });
  await world.db
    .update(sessions)
    .set({ lastActiveAt: ago(1000), authenticatedAt: ago(1000), signedInAt: ago(1000) })
    .where(eq(sessions.id, grace.sessionId));
  const ctx = await world.signedIn(grace.secret);
  const session = { id: grace.sessionId, userId: grace.userId, presented: hashOfSecret(grace.secret) };
  const rotated = await rotateSession(world.db, session, undefined, limitsOfCaller(world.policy, ctx));
  expect(await door(rotated?.secret ?? '', { slug })).toBe('idle');
});
