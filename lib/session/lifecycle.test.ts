import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sessions } from '../../db/schema/sessions';
import { flowWorld } from '../../tests/support/flow-world';
import { limitsOf } from '../config/policy';
import { hashOfSecret } from '../secret';
import { endAllSessions, endExpiredSession, endOtherSessions, endSession } from './end';
import { renameSessionRow } from './rename';
import { startSession } from './start';
import { findSession } from './store';
import { touchSession } from './touch';

const world = flowWorld();
const limits = limitsOf(world.policy, { remembered: false, role: 'member' });
const rememberedLimits = limitsOf(world.policy, { remembered: true, role: 'member' });
const device = { name: 'Chrome on Mac', kind: 'desktop' } as const;
const blank = { remembered: false, userAgent: null, ip: null, device };

const start = (userId: string, change: Partial<typeof blank> = {}) =>
  startSession(world.db, { userId, ...blank, ...change });
const find = (secret: string) => findSession(world.db, hashOfSecret(secret));

describe('a session that starts', () => {
  test('is a new row with its own id and secret, of which only the SHA-256 is stored', async () => {
    const { userId } = await world.person();
    const [one, two] = [await start(userId), await start(userId)];
    expect(one.id).not.toBe(two.id);
    expect(one.secret).not.toBe(two.secret);
    const row = await world.row(one.id);
    expect(row.secretHash).toEqual(hashOfSecret(one.secret));
    expect([row.signedInAt, row.lastActiveAt, row.authenticatedAt]).toEqual(Array(3).fill(row.createdAt));
    expect(row).toMatchObject({
      assurance: 1,
      authenticatedWith: 'password',
      endedAt: null,
      endedReason: null,
    });
  });

  test('is found by its secret, with its person and the time of the database', async () => {
    const { userId, email } = await world.person('Grace');
    const { id, secret } = await start(userId, { remembered: true });
    const found = await find(secret);
    expect(found).toMatchObject({
      id,
      remembered: true,
      user: { id: userId, email, name: 'Grace' },
      endedAt: null,
    });
    expect(found?.now).toBeInstanceOf(Date);
    expect((found?.now.getTime() ?? 0) - (found?.signedInAt.getTime() ?? 0)).toBeGreaterThanOrEqual(0);
  });

  test('is not found by its id, its hash or another secret', async () => {
    const { userId } = await world.person();
    const { id, secret } = await start(userId);
    expect(await find(id)).toBeUndefined();
    expect(await find(hashOfSecret(secret).toString('base64url'))).toBeUndefined();
    expect(await find(`${secret} `)).toBeUndefined();
  });
});

describe('a touch', () => {
  test.each([
    [59.999, false, false],
    [60, true, false],
    [61, true, false],
    [599.999, true, false],
    [600, true, true],
    [1799.999, true, true],
    [1800, false, false],
    [1801, false, false],
  ])('%d s after the last one writes: %s; ends a break: %s', async (lastActiveAt, writes, returns) => {
    const { userId } = await world.person();
    const { id } = await start(userId);
    // In one transaction the database's clock stands still, so a limit can be hit exactly.
    await world.db.transaction(async (tx) => {
      await world.age(id, { lastActiveAt, signedInAt: 2000 }, tx);
      const before = await world.row(id, tx);
      expect(await touchSession(tx, { id, userId }, limits)).toBe(writes);
      const after = await world.row(id, tx);
      expect(after.lastActiveAt.getTime() > before.lastActiveAt.getTime()).toBe(writes);
      expect(after.returnedAt !== null).toBe(returns);
      const times = { lastActiveAt: 0, returnedAt: 0, longestBreakSeconds: 0 };
      expect({ ...after, ...times }).toEqual({ ...before, ...times });
    });
  });

  test('of a remembered session is due after a quarter of an hour', async () => {
    const { userId } = await world.person();
    const { id } = await start(userId, { remembered: true });
    await world.age(id, { lastActiveAt: 895 });
    expect(await touchSession(world.db, { id, userId }, rememberedLimits)).toBe(false);
    await world.age(id, { lastActiveAt: 900 });
    expect(await touchSession(world.db, { id, userId }, rememberedLimits)).toBe(true);
  });

  test('asked for 64 times at once makes one write', async () => {
    const { userId } = await world.person();
    const { id } = await start(userId);
    await world.age(id, { lastActiveAt: 300 });
    const touches = Array.from({ length: 64 }, () => touchSession(world.db, { id, userId }, limits));
    expect((await Promise.all(touches)).filter(Boolean)).toHaveLength(1);
  });

  test('does not revive a session that is past its absolute limit', async () => {
    const { userId } = await world.person();
    const { id } = await start(userId);
    await world.age(id, { lastActiveAt: 300, signedInAt: 43_200 });
    expect(await touchSession(world.db, { id, userId }, limits)).toBe(false);
  });

  test('does not revive a session that has ended', async () => {
    const { userId } = await world.person();
    const { id } = await start(userId);
    await world.age(id, { lastActiveAt: 300 });
    await endSession(world.db, { id, userId }, 'signed_out');
    expect(await touchSession(world.db, { id, userId }, limits)).toBe(false);
  });

  test('of someone else’s session writes nothing', async () => {
    const [owner, other] = [await world.person(), await world.person()];
    await world.age(owner.sessionId, { lastActiveAt: 300 });
    expect(await touchSession(world.db, { id: owner.sessionId, userId: other.userId }, limits)).toBe(false);
  });
});

describe('an end', () => {
  test('is final: the first reason stays, and a second end changes nothing', async () => {
    const { userId, sessionId: id } = await world.person();
    const by = { userId, sessionId: id };
    expect(await endSession(world.db, { id, userId }, 'signed_out', by)).toEqual({
      id,
      userId,
      reason: 'signed_out',
      kind: 'browser',
    });
    const before = await world.row(id);
    expect(before).toMatchObject({ endedReason: 'signed_out', endedBy: userId, endedFrom: id });
    expect(await endSession(world.db, { id, userId }, 'revoked_by_user', by)).toBeUndefined();
    expect(await endAllSessions(world.db, userId, 'signed_out_everywhere', { by })).toEqual([]);
    expect(await endExpiredSession(world.db, { id, userId }, world.policy)).toBeUndefined();
    expect(await world.row(id)).toEqual(before);
  });

  test('by two at once has one winner', async () => {
    const { userId, sessionId: id } = await world.person();
    const ends = (['signed_out', 'revoked_by_user', 'replaced', 'step_up_failed'] as const).map((reason) =>
      endSession(world.db, { id, userId }, reason),
    );
    const won = (await Promise.all(ends)).filter((row) => row !== undefined);
    expect(won).toHaveLength(1);
    expect((await world.row(id)).endedReason).toBe(won[0]?.reason);
  });

  test('of the others leaves this one and other people’s alone', async () => {
    const [owner, other] = [await world.person(), await world.person()];
    const [second, third] = [await start(owner.userId), await start(owner.userId)];
    const by = { userId: owner.userId, sessionId: owner.sessionId };
    const rows = await endOtherSessions(world.db, by, 'revoked_by_user');
    expect(rows.map(({ id }) => id).sort()).toEqual([second.id, third.id].sort());
    expect((await world.row(owner.sessionId)).endedAt).toBeNull();
    expect((await world.row(other.sessionId)).endedAt).toBeNull();
  });

  test('cannot be stored without its reason, nor a reason without an end', async () => {
    const { sessionId } = await world.person();
    const change = (columns: { endedAt?: Date; endedReason?: string }) =>
      world.db.update(sessions).set(columns).where(eq(sessions.id, sessionId));
    await expect(change({ endedAt: new Date() })).rejects.toThrow();
    await expect(change({ endedReason: 'signed_out' })).rejects.toThrow();
  });
});

test('a new name is given to one’s own live session alone', async () => {
  const [owner, other] = [await world.person(), await world.person()];
  const own = { id: owner.sessionId, userId: owner.userId };
  expect(await renameSessionRow(world.db, own, 'Kitchen')).toBe(true);
  expect(await renameSessionRow(world.db, { ...own, userId: other.userId }, 'Mine now')).toBe(false);
  await endSession(world.db, own, 'signed_out');
  expect(await renameSessionRow(world.db, own, 'Too late')).toBe(false);
  expect((await world.row(owner.sessionId)).deviceName).toBe('Kitchen');
});
