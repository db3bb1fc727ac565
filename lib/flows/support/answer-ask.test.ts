import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { visitReason, visitWorld } from '../../../tests/support/visits';
import { defaultPolicy } from '../../config/policy';
import { removeOldSupportGrants } from '../../support/retention';
import { disableAccount } from '../operator/disable-account';
import { signOutEverywhere } from '../session/sign-out';
import { allowSupport, openAsks, refuseSupport, withdrawSupport } from './answer-ask';

const world = flowWorld();
const visits = visitWorld(world);

const asked = async () => {
  const [staff, person] = [await visits.staff(), await world.person()];
  const grantId = await visits.asked(staff, person);
  return { staff, person, grantId, ctx: await world.signedIn(person.secret) };
};

describe('the person', () => {
  test.each(['view', 'act'] as const)('allows %s, for a day, in their own name', async (level) => {
    const { person, grantId, ctx } = await asked();
    expect(await openAsks(ctx)).toMatchObject([{ id: grantId, reason: visitReason, staffName: 'Ada' }]);
    expect(await allowSupport(ctx, { grantId, level })).toMatchObject({ ok: true });
    expect(await openAsks(ctx)).toEqual([]);
    const [row] = await world.owner.execute(sql`
      select level, extract(epoch from expires_at - granted_at)::int as lasts from support_grants where id = ${grantId}`);
    expect(row).toEqual({ level, lasts: 86_400 });
    expect((await world.auditOfUser(person.userId)).at(-1)).toMatchObject({
      event: 'support_granted',
      actorId: person.userId,
      reason: level,
    });
  });

  test('says no, and nothing can be begun with it or allowed afterwards', async () => {
    const { staff, person, grantId, ctx } = await asked();
    expect(await refuseSupport(ctx, { grantId })).toMatchObject({ ok: true });
    expect(await openAsks(ctx)).toEqual([]);
    expect(await allowSupport(ctx, { grantId, level: 'view' })).toMatchObject({ reason: 'not_found' });
    expect(await visits.start(staff, person, grantId)).toMatchObject({ reason: 'no_consent' });
    expect((await world.auditOfUser(person.userId)).at(-1)).toMatchObject({ event: 'support_refused' });
  });

  test('of two answers at once one counts', async () => {
    const { grantId, ctx } = await asked();
    const both = await Promise.all([
      allowSupport(ctx, { grantId, level: 'act' }),
      refuseSupport(ctx, { grantId }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const row = await visits.grant(grantId);
    expect([row?.granted_at, row?.refused_at].filter((at) => at !== null)).toHaveLength(1);
  });

  test('takes a consent back while nobody has used it; what is used is not taken back', async () => {
    const { staff, person, grantId, ctx } = await asked();
    expect(await withdrawSupport(ctx, { grantId })).toMatchObject({ reason: 'not_found' });
    await allowSupport(ctx, { grantId, level: 'view' });
    expect(await withdrawSupport(ctx, { grantId })).toMatchObject({ ok: true });
    expect(await visits.start(staff, person, grantId)).toMatchObject({ reason: 'no_consent' });
    const used = await visits.visiting();
    expect(
      await withdrawSupport(await world.signedIn(used.person.secret), { grantId: used.grantId }),
    ).toMatchObject({ reason: 'not_found' });
  });

  test('can answer nothing for somebody else', async () => {
    const { grantId } = await asked();
    const other = await world.signedIn((await world.person()).secret);
    for (const answer of [
      allowSupport(other, { grantId, level: 'act' }),
      refuseSupport(other, { grantId }),
      withdrawSupport(other, { grantId }),
    ])
      expect(await answer).toMatchObject({ ok: false, reason: 'not_found' });
    expect(await visits.grant(grantId)).toMatchObject({
      granted_at: null,
      refused_at: null,
      revoked_at: null,
    });
  });

  test('has three days to answer: one second before counts, the moment itself does not', async () => {
    for (const [left, ok] of [
      ['1 second', true],
      ['0 seconds', false],
    ] as const) {
      const { grantId, ctx } = await asked();
      await world.db.execute(sql`update support_grants set asked_at = now() - interval '72 hours' + ${left}::interval,
        expires_at = now() + ${left}::interval where id = ${grantId}`);
      expect(await allowSupport(ctx, { grantId, level: 'view' })).toMatchObject({ ok });
    }
  });
});

test.each([
  ['signing out everywhere', async (secret: string) => signOutEverywhere(await world.signedIn(secret))],
  ['disabling the account', async (_secret: string, email: string) => disableAccount(world.ctx(), { email })],
] as const)('%s closes what is asked and what is allowed', async (_what, deed) => {
  const person = await world.person();
  const open = await visits.asked(await visits.staff(), person);
  const staff = await visits.staff();
  const allowed = await visits.allowed(staff, person);
  await deed(person.secret, person.email);
  for (const id of [open, allowed])
    expect(await visits.grant(id)).toMatchObject({ revoked_at: expect.anything() });
  expect((await visits.start(staff, person, allowed)).ok).toBe(false);
  expect((await world.auditOfUser(person.userId)).map(({ event }) => event)).toContain('support_withdrawn');
});

test('a question goes 90 days after it was asked, answered or not, and one that is younger stays', async () => {
  const [old, young] = [await asked(), await asked()];
  for (const [{ grantId }, days] of [
    [old, 90],
    [young, 89],
  ] as const)
    await world.db.execute(sql`update support_grants set asked_at = now() - make_interval(days => ${days}),
      expires_at = now() - make_interval(days => ${days - 3}) where id = ${grantId}`);
  expect(await removeOldSupportGrants(world.db, defaultPolicy.endedSessionRetention, 100)).toBe(1);
  expect(await visits.grant(old.grantId)).toBeUndefined();
  expect(await visits.grant(young.grantId)).toBeDefined();
});
