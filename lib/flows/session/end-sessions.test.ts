import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { renameSession } from './rename-session';
import { revokeOtherSessions, revokeSession } from './revoke-session';
import { signOut, signOutEverywhere } from './sign-out';

const world = flowWorld();
const notFound = { ok: false, reason: 'not_found' };

/** Ada with two devices, of which she uses the first, and somebody else. */
async function scene() {
  const [laptop, other] = [await world.person(), await world.person('Eve')];
  const phone = await world.anotherSession(laptop);
  return { laptop, phone, other, ctx: await world.signedIn(laptop.secret) };
}

describe('revoking a session', () => {
  test('of one’s own ends it at once, recorded with who did it and from where', async () => {
    const { laptop, phone, ctx } = await scene();
    expect(await revokeSession(ctx, { sessionId: phone.sessionId })).toEqual({ ok: true });
    expect(await world.resume(phone.secret)).toMatchObject({ kind: 'ended', reason: 'revoked_by_user' });
    expect(await world.row(phone.sessionId)).toMatchObject({
      endedReason: 'revoked_by_user',
      endedBy: laptop.userId,
      endedFrom: laptop.sessionId,
    });
    expect((await world.audit(phone.sessionId)).at(-1)).toMatchObject({
      event: 'session_expired',
      reason: 'revoked_by_user',
      actorId: laptop.userId,
      requestId: ctx.request?.id,
    });
    expect(await world.resume(laptop.secret)).toMatchObject({ kind: 'active' });
  });

  test('of someone else’s is refused like one that does not exist: nothing changes, and this one try is recorded', async () => {
    const { laptop, other, ctx } = await scene();
    const before = await world.row(other.sessionId);
    expect(await revokeSession(ctx, { sessionId: other.sessionId })).toEqual(notFound);
    expect(await revokeSession(ctx, { sessionId: randomUUID() })).toEqual(notFound);
    expect(await world.row(other.sessionId)).toEqual(before);
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'active' });
    const own = await world.audit(laptop.sessionId);
    expect(own.filter(({ event }) => event === 'authz_fail')).toMatchObject([
      { outcome: 'failure', actorId: laptop.userId, data: { asked: 'revoke_session' } },
    ]);
    expect(trailOf(await world.audit(other.sessionId))).not.toContain('authz_fail');
  });

  test('a second time is refused, the first end stays, and it is no trespass', async () => {
    const { laptop, phone, ctx } = await scene();
    await revokeSession(ctx, { sessionId: phone.sessionId });
    const before = await world.row(phone.sessionId);
    expect(await revokeSession(ctx, { sessionId: phone.sessionId })).toEqual(notFound);
    expect(await world.row(phone.sessionId)).toEqual(before);
    expect(trailOf(await world.auditOfUser(laptop.userId))).not.toContain('authz_fail');
  });

  test('by two at once has one winner and one record', async () => {
    const { phone, ctx } = await scene();
    const tries = Array.from({ length: 5 }, () => revokeSession(ctx, { sessionId: phone.sessionId }));
    expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(1);
    expect(
      trailOf(await world.audit(phone.sessionId)).filter((event) => event === 'session_expired'),
    ).toHaveLength(1);
  });

  test('that cannot be recorded does not happen', async () => {
    const { phone, ctx } = await scene();
    await expect(revokeSession(world.unrecordable(ctx), { sessionId: phone.sessionId })).rejects.toThrow();
    expect(await world.resume(phone.secret)).toMatchObject({ kind: 'active' });
  });
});

describe('signing out the others', () => {
  test('ends them all but this one, and nobody else’s', async () => {
    const { laptop, phone, other, ctx } = await scene();
    const tablet = await world.anotherSession(laptop, { remember: true });
    expect(await revokeOtherSessions(ctx)).toBe(2);
    for (const { secret } of [phone, tablet]) {
      expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'revoked_by_user' });
    }
    for (const { secret } of [laptop, other])
      expect(await world.resume(secret)).toMatchObject({ kind: 'active' });
    expect(await revokeOtherSessions(ctx)).toBe(0);
  });

  test('that cannot be recorded ends none', async () => {
    const { phone, ctx } = await scene();
    await expect(revokeOtherSessions(world.unrecordable(ctx))).rejects.toThrow();
    expect(await world.resume(phone.secret)).toMatchObject({ kind: 'active' });
  });
});

describe('signing out', () => {
  test('ends this session alone, and its secret is dead at once', async () => {
    const { laptop, phone, ctx } = await scene();
    await signOut(ctx);
    expect(await world.resume(laptop.secret)).toMatchObject({ kind: 'ended', reason: 'signed_out' });
    expect(await world.resume(phone.secret)).toMatchObject({ kind: 'active' });
    expect((await world.audit(laptop.sessionId)).at(-1)).toMatchObject({
      reason: 'signed_out',
      actorId: laptop.userId,
    });
  });

  test('twice, and twice at once, is recorded once', async () => {
    const { laptop, ctx } = await scene();
    await Promise.all([signOut(ctx), signOut(ctx)]);
    await signOut(ctx);
    expect(
      trailOf(await world.audit(laptop.sessionId)).filter((event) => event === 'session_expired'),
    ).toHaveLength(1);
  });

  test('that cannot be recorded does not happen', async () => {
    const { laptop, ctx } = await scene();
    await expect(signOut(world.unrecordable(ctx))).rejects.toThrow();
    expect(await world.resume(laptop.secret)).toMatchObject({ kind: 'active' });
  });

  test('everywhere ends every session of this person, this one included, and nobody else’s', async () => {
    const { laptop, phone, other, ctx } = await scene();
    expect(await signOutEverywhere(ctx)).toBe(2);
    for (const { secret } of [laptop, phone]) {
      expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'signed_out_everywhere' });
    }
    expect(await world.resume(other.secret)).toMatchObject({ kind: 'active' });
    expect(await signOutEverywhere(ctx)).toBe(0);
  });

  test('everywhere does not rewrite why an earlier session ended', async () => {
    const { phone, ctx } = await scene();
    await revokeSession(ctx, { sessionId: phone.sessionId });
    await signOutEverywhere(ctx);
    expect((await world.row(phone.sessionId)).endedReason).toBe('revoked_by_user');
  });
});

describe('renaming a device', () => {
  test('of one’s own is recorded without the name', async () => {
    const { phone, ctx } = await scene();
    expect(await renameSession(ctx, { sessionId: phone.sessionId, deviceName: 'Kitchen' })).toEqual({
      ok: true,
    });
    expect((await world.row(phone.sessionId)).deviceName).toBe('Kitchen');
    const last = (await world.audit(phone.sessionId)).at(-1);
    expect(last?.event).toBe('session_renamed');
    expect(JSON.stringify(last?.data)).not.toContain('Kitchen');
  });

  test('of someone else’s, or of one that ended, is refused and changes nothing', async () => {
    const { laptop, phone, other, ctx } = await scene();
    await revokeSession(ctx, { sessionId: phone.sessionId });
    for (const { sessionId } of [other, phone]) {
      const before = await world.row(sessionId);
      expect(await renameSession(ctx, { sessionId, deviceName: 'Mine' })).toEqual(notFound);
      expect(await world.row(sessionId)).toEqual(before);
    }
    expect(await renameSession(ctx, { sessionId: randomUUID(), deviceName: 'Mine' })).toEqual(notFound);
    const recorded = await world.auditOfUser(laptop.userId);
    expect(recorded.filter(({ event }) => event === 'authz_fail')).toMatchObject([
      { outcome: 'failure', actorId: laptop.userId, data: { asked: 'rename_session' } },
    ]);
  });

  test('that cannot be recorded does not happen', async () => {
    const { phone, ctx } = await scene();
    const renaming = renameSession(world.unrecordable(ctx), {
      sessionId: phone.sessionId,
      deviceName: 'Kitchen',
    });
    await expect(renaming).rejects.toThrow();
    expect((await world.row(phone.sessionId)).deviceName).not.toBe('Kitchen');
  });
});
