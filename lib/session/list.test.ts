import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { flowWorld } from '../../tests/support/flow-world';
import { limitsOf } from '../config/policy';
import { hashOfSecret } from '../secret';
import { endSession } from './end';
import { findEnd, listEndedSessions, listLiveSessions } from './list';
import { rotateSession } from './rotate';

const world = flowWorld();
const live = (userId: string) => listLiveSessions(world.db, userId, world.policy);
const ended = (userId: string, limit = 20) => listEndedSessions(world.db, userId, world.policy, limit);
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('the list of live sessions', () => {
  test('has this person’s own, newest activity first', async () => {
    const [ada, eve] = [await world.person(), await world.person()];
    const second = await world.anotherSession(ada);
    const third = await world.anotherSession(ada);
    await world.age(second.sessionId, { lastActiveAt: 20 });
    await world.age(ada.sessionId, { lastActiveAt: 10 });
    expect(idsOf(await live(ada.userId))).toEqual([third.sessionId, ada.sessionId, second.sessionId]);
    expect(idsOf(await live(eve.userId))).toEqual([eve.sessionId]);
  });

  test('leaves out what has ended, and what is past a limit although no sweep has ended it', async () => {
    const ada = await world.person();
    const [gone, idle, old] = [
      await world.anotherSession(ada),
      await world.anotherSession(ada),
      await world.anotherSession(ada),
    ];
    await endSession(world.db, { id: gone.sessionId, userId: ada.userId }, 'signed_out');
    await world.age(idle.sessionId, { lastActiveAt: 1800 });
    await world.age(old.sessionId, { signedInAt: 43_200 });
    expect(idsOf(await live(ada.userId))).toEqual([ada.sessionId]);
  });

  test('keeps a remembered session that a browser session would have outlived', async () => {
    const ada = await world.anotherSession(await world.person(), { remember: true });
    await world.age(ada.sessionId, { lastActiveAt: 100_000, signedInAt: 100_000 });
    expect(idsOf(await live(ada.userId))).toContain(ada.sessionId);
  });
});

describe('the history', () => {
  test('has what ended, newest end first, with why, when and from which device, up to its length', async () => {
    const ada = await world.person();
    const [phone, tablet] = [await world.anotherSession(ada), await world.anotherSession(ada)];
    const by = { userId: ada.userId, sessionId: ada.sessionId };
    await endSession(world.db, { id: phone.sessionId, userId: ada.userId }, 'revoked_by_user', by);
    await endSession(world.db, { id: tablet.sessionId, userId: ada.userId }, 'idle_timeout');
    await world.age(phone.sessionId, { endedAt: 60 });
    const rows = await ended(ada.userId);
    expect(idsOf(rows)).toEqual([tablet.sessionId, phone.sessionId]);
    expect(rows.map(({ endedReason }) => endedReason)).toEqual(['idle_timeout', 'revoked_by_user']);
    expect(rows.map(({ endedFrom }) => endedFrom)).toEqual([null, 'Unknown device']);
    expect(rows[0]?.endedAt).toBeInstanceOf(Date);
    expect(idsOf(await ended(ada.userId, 1))).toEqual([tablet.sessionId]);
  });

  test('has what is past a limit as ended at that limit, although nothing has ended it', async () => {
    const ada = await world.person();
    const [idle, old, fresh] = [
      await world.anotherSession(ada),
      await world.anotherSession(ada),
      await world.anotherSession(ada, { remember: true }),
    ];
    await world.age(idle.sessionId, { lastActiveAt: 1860 });
    await world.age(old.sessionId, { signedInAt: 43_200, lastActiveAt: 10 });
    await world.age(fresh.sessionId, { lastActiveAt: 1860 });
    const rows = await ended(ada.userId);
    expect(rows.map(({ id, endedReason }) => [id, endedReason])).toEqual([
      [old.sessionId, 'absolute_timeout'],
      [idle.sessionId, 'idle_timeout'],
    ]);
    const row = await world.row(idle.sessionId);
    expect(rows[1]?.endedAt.getTime()).toBe(row.lastActiveAt.getTime() + 1_800_000);
    expect(row.endedAt).toBeNull();
  });

  test('does not tell the name of another person’s device that ended it', async () => {
    const [ada, eve] = [await world.person(), await world.person()];
    const by = { userId: eve.userId, sessionId: eve.sessionId };
    await endSession(world.db, { id: ada.sessionId, userId: ada.userId }, 'replaced', by);
    expect((await ended(ada.userId))[0]?.endedFrom).toBeNull();
    expect((await findEnd(world.db, ada.sessionId))?.endedFrom).toBeNull();
  });
});

test('the end of one session is found by its id, that of a live or unknown one is not', async () => {
  const ada = await world.person();
  expect(await findEnd(world.db, ada.sessionId)).toBeUndefined();
  expect(await findEnd(world.db, randomUUID())).toBeUndefined();
  await endSession(world.db, { id: ada.sessionId, userId: ada.userId }, 'idle_timeout');
  expect(await findEnd(world.db, ada.sessionId)).toMatchObject({ reason: 'idle_timeout', remembered: false });
});

test('nothing that a list returns is or contains a secret or a hash', async () => {
  const ada = await world.person();
  const phone = await world.anotherSession(ada);
  const rotated = await rotateSession(
    world.db,
    { id: ada.sessionId, userId: ada.userId, presented: hashOfSecret(ada.secret) },
    { with: 'password', assurance: 1 },
    limitsOf(world.policy, { remembered: false, role: 'member' }),
  );
  expect(rotated).toBeDefined();
  await endSession(world.db, { id: phone.sessionId, userId: ada.userId }, 'revoked_by_user');
  const lists = [await live(ada.userId), await ended(ada.userId), [await findEnd(world.db, phone.sessionId)]];
  expect(lists.map((rows) => rows.length)).toEqual([1, 1, 1]);
  const names = lists.flat().flatMap((row) => Object.keys(row ?? {}));
  expect(names.filter((name) => /secret|hash|agent/i.test(name))).toEqual([]);
  const text = JSON.stringify(lists);
  for (const secret of [ada.secret, phone.secret, rotated?.secret ?? '']) {
    const hash = hashOfSecret(secret);
    for (const form of [secret, hash.toString('hex'), hash.toString('base64'), JSON.stringify(hash)]) {
      expect(text).not.toContain(form);
    }
  }
});
