import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { platform } from '../../../db/schema/platform';
import { sessions } from '../../../db/schema/sessions';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { staffWorld } from '../../../tests/support/staff';
import { addEmailCode, findEmailCode } from '../../email-code/store';
import { rememberDevice } from '../../known-device/store';
import { isTrusted, trustDevice } from '../../known-device/trust';
import { addPending, findPending } from '../../second-factor/pending';
import { hashOfSecret } from '../../secret';
import { listLiveSessions } from '../../session/list';
import { closeDoor } from '../../session/platform';
import { endClosedSessions } from '../scheduled/end-closed-sessions';
import { stepUp } from '../session/step-up';
import { countSignedIn, signOutEveryone } from './sign-out-everyone';

const world = flowWorld();
const { staff } = staffWorld(world);
const ctx = () => ({ db: world.db, policy: world.policy });

beforeEach(async () => {
  await world.owner.execute(sql`delete from platform; delete from sessions`);
});

const kindOf = async ({ secret }: Person) => (await world.resume(secret)).kind;
const everyoneEvents = () =>
  world.owner.execute<{ actor_id: string | null; data: object }>(
    sql`select actor_id, data from audit_events where event = 'everyone_signed_out' order by id`,
  );

describe('one write to one row', () => {
  test('closes the door with every row untouched: killed half-way, nobody is let in and each is told why', async () => {
    const people = [await world.person(), await world.person()];
    await closeDoor(world.db, 'operator');
    expect(await world.db.$count(sessions, sql`ended_at is not null`)).toBe(0);
    for (const person of people) {
      expect(await listLiveSessions(world.db, person.userId, world.policy)).toEqual([]);
      expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'operator' });
      expect(await world.row(person.sessionId)).toMatchObject({ endedReason: 'operator' });
    }
  });

  test('leaves no way around it by proof: a rotation brings nothing back', async () => {
    const person = await world.person();
    const signedIn = await world.signedIn(person.secret);
    await closeDoor(world.db, 'operator');
    const presented = hashOfSecret(person.secret);
    const proven = await stepUp(signedIn, { password: 'seven unlikely otters', presented });
    expect(proven.ok).toBe(false);
    expect(await kindOf(person)).toBe('ended');
  });

  test('a session that begins afterwards lives, and closing it again ends that one', async () => {
    const person = await world.person();
    await signOutEveryone(ctx());
    const after = await world.anotherSession(person);
    expect([await kindOf(person), await kindOf(after)]).toEqual(['ended', 'active']);
    await endClosedSessions(ctx());
    expect(await kindOf(after)).toBe('active');
    await signOutEveryone(ctx());
    expect(await kindOf(after)).toBe('ended');
    expect(await world.db.$count(platform)).toBe(1);
  });
});

describe('signing everyone out', () => {
  test('counts, records how many, and makes the job that ends the rows due at once', async () => {
    const person = await world.person();
    await world.anotherSession(person);
    await world.person();
    const before = await countSignedIn(ctx());
    expect(before).toEqual({ people: 2, sessions: 3 });
    expect(await signOutEveryone(ctx())).toEqual({ ok: true, value: before });
    expect(await countSignedIn(ctx())).toEqual({ people: 0, sessions: 0 });
    expect((await everyoneEvents()).at(-1)).toEqual({ actor_id: null, data: before });
    const [job] = await world.owner.execute(
      sql`select run_at <= now() as due from graphile_worker.jobs where key = 'scheduled:end_closed_sessions'`,
    );
    expect(job).toEqual({ due: true });
  });

  test('what is under way starts over: codes by mail, and sign-ins that wait for theirs', async () => {
    const { userId, email } = await world.person();
    const waiting = { userId, method: 'password', remembered: false, failuresBefore: 0 } as const;
    const pending = await addPending(world.db, waiting);
    const { secret } = await addEmailCode(world.db, { email, purpose: 'sign_in', remembered: false });
    await signOutEveryone(ctx());
    expect((await findPending(world.db, pending, world.policy)).kind).toBe('over');
    expect((await findEmailCode(world.db, secret, 'sign_in', world.policy)).kind).toBe('over');
  });

  test('by an administrator: with the reason, and their own session ends, too', async () => {
    const administrator = await staff('administrator');
    const by = { staff: administrator.ctx, why: 'a dump was stolen' };
    expect(await signOutEveryone(administrator.ctx, { by })).toMatchObject({ ok: true });
    expect((await everyoneEvents()).at(-1)).toMatchObject({
      actor_id: administrator.userId,
      data: { why: 'a dump was stolen' },
    });
    expect(await kindOf(administrator)).toBe('ended');
  });

  test.each(['member', 'support'] as const)('by a %s is refused, and changes nothing', async (role) => {
    const person = await staff(role);
    const recorded = (await everyoneEvents()).length;
    const by = { staff: person.ctx, why: 'because I can' };
    expect(await signOutEveryone(person.ctx, { by })).toEqual({ ok: false, reason: 'not_permitted' });
    expect(await world.db.$count(platform)).toBe(0);
    expect(await everyoneEvents()).toHaveLength(recorded);
    expect(await kindOf(person)).toBe('active');
  });
});

describe('the rows', () => {
  test('get their ends in batches, each with its line in the trail; two at once share the work', async () => {
    await world.owner.execute(sql`
      with people as (
        insert into users (email, name, password_hash, email_verified_at)
        select 'many' || n || '@example.com', 'x', 'none', now() from generate_series(1, 450) as n returning id
      )
      insert into sessions (user_id, secret_hash, device_name) select id, sha256(id::text::bytea), 'x' from people`);
    await signOutEveryone(ctx());
    const heard: number[] = [];
    const both = await Promise.all([
      endClosedSessions(ctx(), (ended) => heard.push(ended), 100),
      endClosedSessions(ctx(), undefined, 100),
    ]);
    expect(both[0] + both[1]).toBe(450);
    expect(heard.length).toBeGreaterThan(1);
    const [row] = await world.owner.execute(sql`
      select count(*)::int as n from sessions s where s.ended_reason = 'operator' and 1 = (
        select count(*) from audit_events a
        where a.session_id = s.id and a.event = 'session_expired' and a.reason = 'operator')`);
    expect(row).toEqual({ n: 450 });
  });

  test('one that somebody holds does not hold up the others, and follows the next time', async () => {
    const [held, free] = [await world.person(), await world.person()];
    await signOutEveryone(ctx());
    await world.owner.transaction(async (tx) => {
      await tx.select().from(sessions).where(eq(sessions.id, held.sessionId)).for('update');
      expect(await endClosedSessions(ctx())).toBe(1);
    });
    expect((await world.row(held.sessionId)).endedAt).toBeNull();
    expect((await world.row(free.sessionId)).endedReason).toBe('operator');
    expect(await endClosedSessions(ctx())).toBe(1);
    expect(await endClosedSessions(ctx())).toBe(0);
  });

  test('trust in a browser ends too: the next sign-in there asks for a code', async () => {
    const { userId } = await world.person();
    const held = randomBytes(32);
    await rememberDevice(world.db, { userId, deviceHash: held, deviceName: 'Some browser' });
    await trustDevice(world.db, userId, { held, fresh: held });
    await signOutEveryone(ctx());
    await endClosedSessions(ctx());
    expect(await isTrusted(world.db, userId, held, world.policy)).toBe(false);
  });
});
