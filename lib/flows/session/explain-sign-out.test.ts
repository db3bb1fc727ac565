import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { endSession } from '../../session/end';
import { days } from '../../time';
import { signOutAccount } from '../operator/sign-out-account';
import { signIn } from '../sign-in/sign-in';
import { why } from './explain-sign-out';

const world = flowWorld();
const ctx = () => ({ db: world.db, policy: world.policy });
const counts = async () =>
  JSON.stringify([
    ...(await world.owner.execute(sql`
      select (select count(*) from audit_events) as audit, (select count(*) from sessions) as sessions`)),
  ]);

describe('the story of an account', () => {
  test('has each session’s begin, end and reason, and what was recorded, in order', async () => {
    const person = await world.person();
    const phone = await world.anotherSession(person);
    const wrong = { email: person.email, password: 'quite another password', remember: false };
    await signIn(world.ctx(), wrong);
    await endSession(world.db, { id: phone.sessionId, userId: person.userId }, 'signed_out');
    await signOutAccount(ctx(), person);
    const before = await counts();
    const story = await why(ctx(), { email: person.email, within: days(30) });
    if (!story.ok) throw new Error(story.reason);
    const told = story.value.moments.map((moment) =>
      moment.kind === 'event'
        ? moment.event.event
        : `${moment.kind} ${moment.session.id === phone.sessionId ? 'phone' : 'first'} ${moment.session.endedReason}`,
    );
    expect(told.filter((line) => line.includes(' '))).toEqual([
      'began first operator',
      'began phone signed_out',
      'ended phone signed_out',
      'ended first operator',
    ]);
    expect(told.indexOf('authn_login_fail')).toBeGreaterThan(told.indexOf('began phone signed_out'));
    expect(told.indexOf('authn_login_fail')).toBeLessThan(told.indexOf('ended phone signed_out'));
    const times = story.value.moments.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(JSON.stringify(story)).not.toMatch(/hash|secret/i);
    expect(await counts()).toBe(before);
  });

  test('tells two ends within one millisecond in their order', async () => {
    const person = await world.person();
    const phone = await world.anotherSession(person);
    await signOutAccount(ctx(), person);
    for (const [id, at] of [
      [phone.sessionId, '10:00:00.000100'],
      [person.sessionId, '10:00:00.000200'],
    ])
      await world.owner.execute(
        sql`update sessions set ended_at = current_date + ${at}::interval where id = ${id}`,
      );
    const story = await why(ctx(), { email: person.email, within: days(30) });
    if (!story.ok) throw new Error(story.reason);
    const ended = story.value.moments.flatMap((each) => (each.kind === 'ended' ? [each.session.id] : []));
    expect(ended).toEqual([phone.sessionId, person.sessionId]);
  });

  test('leaves out what is older than asked for, and a session whose row is gone is told by the trail', async () => {
    const person = await world.person();
    await signOutAccount(ctx(), person);
    await world.age(person.sessionId, { endedAt: 86_400 });
    const within = async (seconds: number) => {
      const story = await why(ctx(), { email: person.email, within: days(seconds / 86_400) });
      if (!story.ok) throw new Error(story.reason);
      return story.value.moments.map((moment) =>
        moment.kind === 'event' ? moment.event.event : moment.kind,
      );
    };
    expect(await within(172_800)).toContain('ended');
    expect(await within(86_400)).not.toContain('ended');
    await world.owner.execute(sql`delete from sessions where id = ${person.sessionId}`);
    expect(await within(86_400)).toContain('session_expired');
  });
});
