import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../db/client';
import { sessions } from '../../../db/schema/sessions';
import { rateLimits, signInDelays } from '../../../db/schema/throttles';
import { flowWorld } from '../../../tests/support/flow-world';
import { endSession } from '../../session/end';
import { startSession } from '../../session/start';
import { sweepSessions } from './sweep-sessions';

const world = flowWorld();
const device = { name: 'Chrome on Mac', kind: 'desktop' } as const;

async function session(userId: string, remembered = false) {
  const { id } = await startSession(world.db, { userId, remembered, userAgent: null, ip: null, device });
  return id;
}

const exists = async (id: string) => (await world.db.$count(sessions, sql`id = ${id}`)) === 1;

describe('a sweep', () => {
  test('ends what nobody came back to, with the reason and date of its limit, and nothing else', async () => {
    const { userId, sessionId: live } = await world.person();
    const aged = {
      idle: { of: await session(userId), at: { lastActiveAt: 1800, signedInAt: 2000 } },
      almost: { of: await session(userId), at: { lastActiveAt: 1790, signedInAt: 43_190 } },
      absolute: { of: await session(userId), at: { lastActiveAt: 10, signedInAt: 43_200 } },
      both: { of: await session(userId), at: { lastActiveAt: 40_000, signedInAt: 50_000 } },
      remembered: { of: await session(userId, true), at: { lastActiveAt: 604_790, signedInAt: 2_591_990 } },
      rememberedIdle: { of: await session(userId, true), at: { lastActiveAt: 604_800, signedInAt: 604_800 } },
      rememberedAbsolute: {
        of: await session(userId, true),
        at: { lastActiveAt: 10, signedInAt: 2_592_000 },
      },
    };
    for (const { of, at } of Object.values(aged)) await world.age(of, at);

    expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 5, removed: 0 });

    const reasonOf = async (name: keyof typeof aged) => (await world.row(aged[name].of)).endedReason;
    expect(await reasonOf('idle')).toBe('idle_timeout');
    expect(await reasonOf('absolute')).toBe('absolute_timeout');
    expect(await reasonOf('both')).toBe('idle_timeout');
    expect(await reasonOf('rememberedIdle')).toBe('idle_timeout');
    expect(await reasonOf('rememberedAbsolute')).toBe('absolute_timeout');
    expect([await reasonOf('almost'), await reasonOf('remembered')]).toEqual([null, null]);
    expect((await world.row(live)).endedAt).toBeNull();

    const both = await world.row(aged.both.of);
    expect((both.endedAt?.getTime() ?? 0) - both.lastActiveAt.getTime()).toBe(1_800_000);
    expect(both).toMatchObject({ endedBy: null, endedFrom: null });
    const remembered = await world.row(aged.rememberedAbsolute.of);
    expect((remembered.endedAt?.getTime() ?? 0) - remembered.signedInAt.getTime()).toBe(2_592_000_000);
    expect((await world.audit(aged.idle.of)).at(-1)).toMatchObject({
      event: 'session_expired',
      reason: 'idle_timeout',
      actorId: null,
      ip: null,
    });
  });

  test('a second time does nothing', async () => {
    expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 0, removed: 0 });
  });

  test('leaves an end alone that is there already', async () => {
    const { userId, sessionId: id } = await world.person();
    await endSession(world.db, { id, userId }, 'signed_out');
    await world.age(id, { lastActiveAt: 90_000, signedInAt: 90_000 });
    const before = await world.row(id);
    expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 0, removed: 0 });
    expect(await world.row(id)).toEqual(before);
  });

  test('removes what ended 90 days ago, and only that', async () => {
    const { userId } = await world.person();
    const ids = [await session(userId), await session(userId), await session(userId)];
    const [past = '', almost = '', live = ''] = ids;
    for (const id of [past, almost]) await endSession(world.db, { id, userId }, 'signed_out');
    await world.age(past, { endedAt: 7_776_000 });
    await world.age(almost, { endedAt: 7_775_990 });
    expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 0, removed: 1 });
    expect(await Promise.all([past, almost, live].map(exists))).toEqual([false, true, true]);
    expect(await exists((await world.person()).sessionId)).toBe(true);
  });

  test('of more than one batch goes on until nothing is left', async () => {
    const { userId } = await world.person();
    await world.db.execute(sql`
      insert into sessions (user_id, secret_hash, device_name, last_active_at)
      select ${userId}, sha256(convert_to('many' || n, 'UTF8')), 'x', now() - interval '31 minutes'
      from generate_series(1, 1001) as n`);
    expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 1001, removed: 0 });
  });
});

describe('the counters', () => {
  const window = (key: string, seconds: number) =>
    world.db
      .insert(rateLimits)
      .values({ key, points: 3, expiresAt: sql`now() + make_interval(secs => ${seconds})` });
  const failedAgo = (key: string, seconds: number) =>
    world.db.insert(signInDelays).values({
      key,
      failures: 7,
      openAt: sql`now()`,
      lastFailureAt: sql`now() - make_interval(secs => ${seconds})`,
    });
  const keysOf = async (table: typeof rateLimits | typeof signInDelays) =>
    (await world.db.select({ key: table.key }).from(table)).map(({ key }) => key).sort();
  const sweep = () => sweepSessions({ db: world.db, policy: world.policy });

  test('lose the windows that have closed and failures that are 30 days old, and nothing else', async () => {
    await world.db.delete(rateLimits);
    await world.db.delete(signInDelays);
    await window('closed long ago', -86_400);
    await window('closed just now', 0);
    await window('open', 30);
    await failedAgo('2 592 000 s ago', 2_592_000);
    await failedAgo('2 591 970 s ago', 2_591_970);
    await failedAgo('now', 0);
    await sweep();
    expect(await keysOf(rateLimits)).toEqual(['open']);
    expect(await keysOf(signInDelays)).toEqual(['2 591 970 s ago', 'now']);
    expect((await world.db.select().from(rateLimits))[0]).toMatchObject({ points: 3 });
  });

  test('are tidied on the instance that sweeps and on no other', async () => {
    await window('closed meanwhile', -1);
    const other = connect(world.url, { max: 1 });
    try {
      await other.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(7238461)`);
        await sweep();
        expect(await keysOf(rateLimits)).toContain('closed meanwhile');
      });
    } finally {
      await other.$client.end();
    }
    await sweep();
    expect(await keysOf(rateLimits)).not.toContain('closed meanwhile');
  });
});

describe('on one instance at a time', () => {
  test('a sweep while another instance sweeps does nothing, and later does its work', async () => {
    const { sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 1800 });
    const other = connect(world.url, { max: 1 });
    try {
      await other.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(7238461)`);
        expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 0, removed: 0 });
        expect((await world.row(sessionId)).endedAt).toBeNull();
      });
    } finally {
      await other.$client.end();
    }
    expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 1, removed: 0 });
  });

  test('several at once end each session once', async () => {
    const { userId, sessionId } = await world.person();
    const ids = [sessionId, ...(await Promise.all([1, 2, 3].map(() => session(userId))))];
    for (const id of ids) await world.age(id, { lastActiveAt: 1800 });
    const sweeps = await Promise.all(
      [1, 2, 3].map(() => sweepSessions({ db: world.db, policy: world.policy })),
    );
    expect(sweeps.reduce((sum, { ended }) => sum + ended, 0)).toBe(4);
  });

  test('a row that somebody is changing is left for the next sweep', async () => {
    const { sessionId } = await world.person();
    await world.age(sessionId, { lastActiveAt: 1800 });
    const other = connect(world.url, { max: 1 });
    try {
      await other.transaction(async (tx) => {
        await tx.execute(sql`select 1 from sessions where id = ${sessionId} for update`);
        expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 0, removed: 0 });
      });
    } finally {
      await other.$client.end();
    }
    expect(await sweepSessions({ db: world.db, policy: world.policy })).toEqual({ ended: 1, removed: 0 });
  });
});

test('an end that cannot be recorded is not swept', async () => {
  const { sessionId } = await world.person();
  await world.age(sessionId, { lastActiveAt: 1800 });
  await expect(sweepSessions(world.unrecordable(world.ctx()))).rejects.toThrow();
  expect((await world.row(sessionId)).endedAt).toBeNull();
});
