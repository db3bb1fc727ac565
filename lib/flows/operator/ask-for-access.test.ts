import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { visitReason, visitWorld } from '../../../tests/support/visits';
import { hashOfSecret } from '../../secret';
import { resumeSession } from '../session/resume-session';
import { askForAccess } from './ask-for-access';

const world = flowWorld();
const visits = visitWorld(world);

const grantsOf = (userId: string) =>
  world.owner.execute(sql`select * from support_grants where user_id = ${userId}`);

const isAsked = async (secret: string) => {
  const resumed = await resumeSession(world.ctx(), hashOfSecret(secret));
  return resumed.kind === 'active' && resumed.caller.asked === true;
};

describe('asking to see an account', () => {
  test('keeps the question, mails the person, and writes down who asked and why; it allows nothing', async () => {
    const [staff, person] = [await visits.staff(), await world.person()];
    expect(await isAsked(person.secret)).toBe(false);
    const grantId = await visits.asked(staff, person);
    expect(await visits.grant(grantId)).toMatchObject({
      user_id: person.userId,
      asked_by: staff.userId,
      reason: visitReason,
      level: null,
      granted_at: null,
    });
    expect(await isAsked(person.secret)).toBe(true);
    expect(await isAsked(staff.secret)).toBe(false);
    expect(await world.mailsTo(person.email)).toMatchObject([
      { kind: 'support_asked', facts: { staff: 'Ada', reason: visitReason } },
    ]);
    expect((await world.auditOfUser(person.userId)).at(-1)).toMatchObject({
      event: 'support_asked',
      actorId: staff.userId,
      sessionId: staff.sessionId,
      data: { why: visitReason },
    });
    expect(await visits.start(staff, person, grantId)).toMatchObject({ ok: false, reason: 'no_consent' });
  });

  test('twice at once asks once, and again while it is open is refused', async () => {
    const [staff, person] = [await visits.staff(), await world.person()];
    const ask = () => askForAccess(staff.ctx, { userId: person.userId, reason: visitReason, consent: 'ask' });
    const both = await Promise.all([ask(), ask()]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await ask()).toMatchObject({ ok: false, reason: 'already_asked' });
    expect(await grantsOf(person.userId)).toHaveLength(1);
    expect(await world.mailsTo(person.email)).toHaveLength(1);
  });

  test('goes through again once the first has lapsed', async () => {
    const [staff, person] = [await visits.staff(), await world.person()];
    const first = await visits.asked(staff, person);
    await world.db.execute(sql`update support_grants set asked_at = now() - interval '73 hours',
      expires_at = now() - interval '1 hour' where id = ${first}`);
    expect(await isAsked(person.secret)).toBe(false);
    const second = await visits.asked(staff, person);
    expect(second).not.toBe(first);
    expect(await visits.grant(first)).toMatchObject({ revoked_at: expect.anything() });
  });

  test('by two members of staff are two questions', async () => {
    const person = await world.person();
    await visits.asked(await visits.staff(), person);
    await visits.asked(await visits.staff(), person);
    expect(await grantsOf(person.userId)).toHaveLength(2);
  });

  test('about an account that is not open is refused, and nothing is kept or mailed', async () => {
    const [staff, person] = [await visits.staff(), await world.person()];
    await world.db.execute(sql`update users set disabled_at = now() where id = ${person.userId}`);
    const asked = await askForAccess(staff.ctx, {
      userId: person.userId,
      reason: visitReason,
      consent: 'ask',
    });
    expect(asked).toMatchObject({ ok: false, reason: 'account_not_open' });
    expect(await grantsOf(person.userId)).toHaveLength(0);
    expect(await world.mailsTo(person.email)).toHaveLength(0);
  });

  test('with “tell” the person is told by mail instead, and support may look and no more', async () => {
    const [staff, person] = [await visits.staff(), await world.person()];
    const asked = await askForAccess(staff.ctx, {
      userId: person.userId,
      reason: visitReason,
      consent: 'tell',
    });
    if (!asked.ok) throw new Error(asked.reason);
    expect(await visits.grant(asked.value.grantId)).toMatchObject({ level: 'view' });
    expect(await world.mailsTo(person.email)).toMatchObject([{ kind: 'support_told' }]);
    expect(await isAsked(person.secret)).toBe(false);
  });
});
