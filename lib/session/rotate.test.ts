import { describe, expect, test } from 'vitest';
import type { Executor } from '../../db/client';
import { flowWorld } from '../../tests/support/flow-world';
import { limitsOf } from '../config/policy';
import { hashOfSecret } from '../secret';
import { endSession } from './end';
import { rotateSession } from './rotate';
import { startSession } from './start';
import { findSession, wasRotatedAway } from './store';

const world = flowWorld();
const limits = limitsOf(world.policy, { remembered: false, role: 'member' });
const device = { name: 'Chrome on Mac', kind: 'desktop' } as const;

const start = (userId: string) =>
  startSession(world.db, { userId, remembered: false, userAgent: null, ip: null, device });
const find = (secret: string) => findSession(world.db, hashOfSecret(secret));
const rotate = (session: { id: string; userId: string; presented: Buffer }, on: Executor = world.db) =>
  rotateSession(on, session, { with: 'password', assurance: 1 }, limits);

describe('a rotation', () => {
  test('gives a new secret, kills the old one at once and moves no absolute limit', async () => {
    const { userId } = await world.person();
    const { id, secret } = await start(userId);
    await world.age(id, { signedInAt: 5000, lastActiveAt: 500, authenticatedAt: 4000 });
    const before = await world.row(id);
    const rotated = await rotate({ id, userId, presented: hashOfSecret(secret) });
    const after = await world.row(id);
    expect(after.secretHash).toEqual(hashOfSecret(rotated?.secret ?? ''));
    expect(after.signedInAt).toEqual(before.signedInAt);
    expect(after.authenticatedAt).toEqual(after.lastActiveAt);
    expect(after.authenticatedAt.getTime()).toBeGreaterThan(before.authenticatedAt.getTime());
    expect(await find(secret)).toBeUndefined();
    expect((await find(rotated?.secret ?? ''))?.id).toBe(id);
  });

  test('is remembered by the secret before it, and no stranger’s secret is taken for one', async () => {
    const { userId } = await world.person();
    const { id, secret } = await start(userId);
    expect(await wasRotatedAway(world.db, hashOfSecret(secret))).toBe(false);
    const second = await rotate({ id, userId, presented: hashOfSecret(secret) });
    expect(await wasRotatedAway(world.db, hashOfSecret(secret))).toBe(true);
    // However many there are: a late answer to the first one must not be taken for a stranger's.
    const presented = hashOfSecret(second?.secret ?? '');
    await rotate({ id, userId, presented });
    expect(await wasRotatedAway(world.db, presented)).toBe(true);
    expect(await wasRotatedAway(world.db, hashOfSecret(secret))).toBe(true);
    expect(await wasRotatedAway(world.db, hashOfSecret('a stranger’s'))).toBe(false);
    await endSession(world.db, { id, userId }, 'signed_out');
    expect(await wasRotatedAway(world.db, hashOfSecret(secret))).toBe(false);
  });

  test('of a session that ended, or of someone else’s, gives nothing and changes nothing', async () => {
    const [owner, other] = [await world.person(), await world.person()];
    const ended = await start(owner.userId);
    await endSession(world.db, { id: ended.id, userId: owner.userId }, 'signed_out');
    const before = [await world.row(ended.id), await world.row(owner.sessionId)];
    const own = { id: ended.id, userId: owner.userId, presented: hashOfSecret(ended.secret) };
    expect(await rotate(own)).toBeUndefined();
    const presented = hashOfSecret(owner.secret);
    expect(await rotate({ id: owner.sessionId, userId: other.userId, presented })).toBeUndefined();
    expect([await world.row(ended.id), await world.row(owner.sessionId)]).toEqual(before);
  });

  test('with another secret than the one that opens it now changes nothing', async () => {
    const { userId, secret, sessionId: id } = await world.person();
    const next = await rotate({ id, userId, presented: hashOfSecret(secret) });
    const before = await world.row(id);
    expect(await rotate({ id, userId, presented: hashOfSecret(secret) })).toBeUndefined();
    expect(await rotate({ id, userId, presented: hashOfSecret('a stranger’s') })).toBeUndefined();
    expect(await world.row(id)).toEqual(before);
    expect(await rotate({ id, userId, presented: hashOfSecret(next?.secret ?? '') })).toBeDefined();
  });

  test('by two at once has one winner, and the stored secret is the winner’s', async () => {
    const { userId, secret, sessionId: id } = await world.person();
    const presented = hashOfSecret(secret);
    const answers = await Promise.all([1, 2, 3, 4].map(() => rotate({ id, userId, presented })));
    const [won, ...more] = answers.filter((answer) => answer !== undefined);
    expect(more).toEqual([]);
    expect((await world.row(id)).secretHash).toEqual(hashOfSecret(won?.secret ?? ''));
  });

  test.each([
    [{ lastActiveAt: 1799.999, signedInAt: 1800 }, true],
    [{ lastActiveAt: 1800, signedInAt: 1800 }, false],
    [{ lastActiveAt: 1801, signedInAt: 1801 }, false],
    [{ lastActiveAt: 1, signedInAt: 43_199.999 }, true],
    [{ lastActiveAt: 1, signedInAt: 43_200 }, false],
    [{ lastActiveAt: 1, signedInAt: 43_201 }, false],
  ])('of a session aged %o happens: %s', async (age, happens) => {
    const { userId } = await world.person();
    const { id, secret } = await start(userId);
    // In one transaction the database's clock stands still, so a limit can be hit exactly.
    await world.db.transaction(async (tx) => {
      await world.age(id, age, tx);
      const before = await world.row(id, tx);
      const rotated = await rotate({ id, userId, presented: hashOfSecret(secret) }, tx);
      expect(rotated !== undefined).toBe(happens);
      if (!happens) expect(await world.row(id, tx)).toEqual(before);
    });
  });
});
