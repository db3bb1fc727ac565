import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { visitReason, visitWorld } from '../../../tests/support/visits';
import { defaultPolicy } from '../../config/policy';
import { hashOfSecret } from '../../secret';
import { listEndedSessions, listLiveSessions } from '../../session/list';
import { liveVisits } from '../../session/visits';
import { exportData } from '../account/export-data';
import { needsProof } from '../context';
import { renameSession } from '../session/rename-session';
import { resumeSession } from '../session/resume-session';
import { revokeOtherSessions } from '../session/revoke-session';
import { noteActivity } from '../session/touch-session';
import { noteVisitPage } from './note-visit';

const world = flowWorld();
const visits = visitWorld(world);

describe('a visit', () => {
  test('opens the account as its person, says who is there and why, and has no proof, however new it is', async () => {
    const visiting = await visits.visiting('act');
    const ctx = await visits.acting(visiting);
    expect(ctx.user).toMatchObject({ id: visiting.person.userId, name: 'Grace Hopper', role: 'member' });
    expect(ctx.support).toEqual({
      staff: { id: visiting.staff.userId, name: 'Ada', sessionId: visiting.staff.sessionId },
      sessionId: visiting.sessionId,
      level: 'act',
      reason: visitReason,
    });
    expect(ctx.session).toMatchObject({ id: visiting.sessionId, stepUpSecondsLeft: 0 });
    expect(ctx.session.sensitive.stepUpSecondsLeft).toBe(0);
    expect(needsProof(ctx, 'recent')).toBe(true);
    expect(ctx.session.absoluteSecondsLeft).toBeGreaterThan(1795);
    expect(ctx.session.absoluteSecondsLeft).toBeLessThanOrEqual(1800);
  });

  test('has no proof even where its row were to say so', async () => {
    const visiting = await visits.visiting('act');
    await world.db.execute(
      sql`update sessions set assurance = 2, authenticated_with = 'passkey' where id = ${visiting.sessionId}`,
    );
    expect((await visits.acting(visiting)).session.stepUpSecondsLeft).toBe(0);
  });

  test('opens nothing without the staff member’s own session, with that of another, or as a session of its own', async () => {
    const visiting = await visits.visiting();
    const other = await visits.staff();
    expect(await visits.resume({ ...visiting, staff: other })).toEqual({ kind: 'none', support: true });
    expect(await resumeSession(world.ctx(), hashOfSecret(visiting.secret))).toEqual({ kind: 'none' });
    expect(
      await resumeSession(world.ctx(), hashOfSecret(visiting.staff.secret), {
        parentHash: hashOfSecret(visiting.secret),
      }),
    ).toEqual({ kind: 'none', support: true });
    expect(
      await resumeSession(world.ctx(), hashOfSecret(visiting.secret), {
        parentHash: hashOfSecret(visiting.person.secret),
      }),
    ).toEqual({ kind: 'none', support: true });
  });

  test('leaves the person their own session alone: it opens as theirs, and knows nothing of support', async () => {
    const { person } = await visits.visiting();
    const again = await world.anotherSession(person);
    const caller = await world.callerOf(again.secret);
    expect(caller.session.id).toBe(again.sessionId);
    expect(caller.support).toBeUndefined();
  });

  test.each([
    ['idle for one second less than 10 minutes', { lastActiveAt: 599 }, 'active'],
    ['idle for exactly 10 minutes', { lastActiveAt: 600 }, 'idle_timeout'],
    ['one second short of 30 minutes', { signedInAt: 1799, lastActiveAt: 5 }, 'active'],
    ['exactly 30 minutes old, and in use', { signedInAt: 1800, lastActiveAt: 5 }, 'absolute_timeout'],
  ] as const)('%s is %s', async (_what, age, expected) => {
    const visiting = await visits.visiting();
    await world.age(visiting.sessionId, age);
    const resumed = await visits.resume(visiting);
    expect(resumed.kind === 'ended' ? resumed.reason : resumed.kind).toBe(expected);
  });

  test('is no longer than its limit, however much it is used', async () => {
    const visiting = await visits.visiting();
    const ctx = await visits.acting(visiting);
    await world.age(visiting.sessionId, { signedInAt: 1801, lastActiveAt: 60 });
    await noteVisitPage(ctx, ctx.support);
    await noteActivity(ctx, ctx);
    expect(await visits.resume(visiting)).toMatchObject({ kind: 'ended', reason: 'absolute_timeout' });
  });

  test('is no activity of the person and no device of theirs', async () => {
    const visiting = await visits.visiting();
    const before = await world.row(visiting.person.sessionId);
    const ctx = await visits.acting(visiting);
    await noteVisitPage(ctx, ctx.support);
    expect(await world.row(visiting.person.sessionId)).toEqual(before);
    const { userId } = visiting.person;
    const live = await listLiveSessions(world.db, userId, defaultPolicy);
    expect(live.map(({ id }) => id)).toEqual([visiting.person.sessionId]);
    const own = await world.signedIn(visiting.person.secret);
    const { sessions } = (await exported(own)) as { sessions: { id: string }[] };
    expect(sessions.map(({ id }) => id)).toEqual([visiting.person.sessionId]);
    expect(await revokeOtherSessions(own)).toBe(0);
    expect(await visits.resume(visiting)).toMatchObject({ kind: 'ended' });
    expect(await listEndedSessions(world.db, userId, defaultPolicy, 10)).toEqual([]);
  });

  test('is called what it is called: its person gives it no other name', async () => {
    const { person, sessionId } = await visits.visiting();
    const renamed = await renameSession(await world.signedIn(person.secret), {
      sessionId,
      deviceName: 'Mine',
    });
    expect(renamed).toMatchObject({ ok: false, reason: 'not_found' });
    expect((await world.row(sessionId)).deviceName).not.toBe('Mine');
  });

  test('takes no place among the sessions of the person', async () => {
    const visiting = await visits.visiting();
    const others = [];
    for (let n = 0; n < 9; n++) others.push(await world.anotherSession(visiting.person));
    await world.age(visiting.person.sessionId, { lastActiveAt: 100 });
    expect(await listLiveSessions(world.db, visiting.person.userId, defaultPolicy)).toHaveLength(10);
    expect(await visits.resume(visiting)).toMatchObject({ kind: 'active' });
  });

  test('counts the pages it sees, and keeps the staff member’s own session in use', async () => {
    const visiting = await visits.visiting();
    await world.age(visiting.staff.sessionId, { lastActiveAt: 300 });
    const ctx = await visits.acting(visiting);
    for (let n = 0; n < 3; n++) await noteVisitPage(ctx, ctx.support);
    expect(await liveVisits(world.db, visiting.person.userId, defaultPolicy)).toMatchObject([
      { id: visiting.sessionId, pages: 3, changes: 0, level: 'view', reason: visitReason },
    ]);
    const { lastActiveAt } = await world.row(visiting.staff.sessionId);
    expect(Date.now() - lastActiveAt.getTime()).toBeLessThan(60_000);
  });
});

const exported = async (ctx: Parameters<typeof exportData>[0]) => {
  const result = await exportData(ctx);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
