import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { flowWorld } from '../../../tests/support/flow-world';
import { keyWorld } from '../../../tests/support/keys';
import { addSeat } from '../../organization/store';
import { leaveOrganization, removeMember } from '../organization/change-members';
import { renewKey, revokeKey } from './change-key';
import { noteKeyUse } from './note-key-use';

const world = flowWorld();
const keys = keyWorld(world);
const day = 86_400;
const ended = async (id: string) => {
  const { revokedReason, revokedBy } = await keys.row(id);
  return { revokedReason, revokedBy };
};
const lastLine = async (userId: string) => (await world.auditOfUser(userId)).at(-1);

describe('renewing', () => {
  test('gives as much again from now on, and mails about its end go out again', async () => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    const { id } = await keys.make(ctx, 30);
    await keys.age(id, { createdAt: 29 * day, expiresAt: -day });
    expect((await renewKey(ctx, { keyId: id })).ok).toBe(true);
    const row = await keys.row(id);
    expect(row.expiresAt.getTime() - (row.renewedAt?.getTime() ?? 0)).toBe(30 * day * 1000);
    expect(row.warned).toBeNull();
    expect(await lastLine(person.userId)).toMatchObject({ event: 'key_renewed', data: { key: id } });
  });

  test('gives no more than the product allows by then', async () => {
    const ctx = await world.signedIn((await world.person()).secret);
    const { id } = await keys.make(ctx, 365);
    const strict = { ...ctx, policy: { ...ctx.policy, apiKeyLongestLifetime: (30 * day) as never } };
    await renewKey(strict, { keyId: id });
    const row = await keys.row(id);
    expect(row.expiresAt.getTime() - (row.renewedAt?.getTime() ?? 0)).toBe(30 * day * 1000);
  });

  test('brings nothing back: not what has expired, and not what was revoked', async () => {
    const ctx = await world.signedIn((await world.person()).secret);
    const [expired, revoked] = [await keys.make(ctx), await keys.make(ctx)];
    await keys.age(expired.id, { createdAt: 90 * day, expiresAt: 0 });
    await revokeKey(ctx, { keyId: revoked.id });
    for (const { id, token } of [expired, revoked]) {
      const before = await keys.row(id);
      expect(await renewKey(ctx, { keyId: id })).toEqual({ ok: false, reason: 'not_found' });
      expect(await keys.row(id)).toEqual(before);
      expect((await keys.opens(token)).kind).toBe('ended');
    }
  });
});

describe('revoking', () => {
  test('ends the key from the next call on, and says who did it', async () => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    const { id, token } = await keys.make(ctx);
    expect((await keys.opens(token)).kind).toBe('active');
    expect((await revokeKey(ctx, { keyId: id })).ok).toBe(true);
    expect(await keys.opens(token)).toEqual({ kind: 'ended', reason: 'revoked' });
    expect(await ended(id)).toEqual({ revokedReason: 'person', revokedBy: person.userId });
    expect(await lastLine(person.userId)).toMatchObject({
      event: 'key_revoked',
      reason: 'person',
      actorId: person.userId,
      sessionId: ctx.session.id,
    });
  });

  test('twice at once ends it once', async () => {
    const ctx = await world.signedIn((await world.person()).secret);
    const { id } = await keys.make(ctx);
    const both = await Promise.all([revokeKey(ctx, { keyId: id }), revokeKey(ctx, { keyId: id })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("somebody else's key, or that of an organization, is not there", async () => {
    const [ada, eve] = [await world.person(), await world.person('Eve')];
    const own = await keys.makeFor(ada);
    const service = await keys.makeService(ada);
    const asEve = await world.inOwn(eve.secret);
    const asAda = await world.signedIn(ada.secret);
    const refusals = [
      await revokeKey(asEve, { keyId: own.id }),
      await renewKey(asEve, { keyId: own.id }),
      await revokeKey(asEve, { keyId: service.id }, asEve.organization),
      await renewKey(asEve, { keyId: service.id }, asEve.organization),
      // Its maker, but not among their own.
      await revokeKey(asAda, { keyId: service.id }),
      // A person's own key is none of the organization's.
      await revokeKey(asAda, { keyId: own.id }, service.organization),
    ];
    for (const refusal of refusals) expect(refusal).toEqual({ ok: false, reason: 'not_found' });
    expect(await revokeKey(asEve, { keyId: service.id }, service.organization)).toEqual({
      ok: false,
      reason: 'not_allowed',
    });
    for (const { token } of [own, service]) expect((await keys.opens(token)).kind).toBe('active');
  });
});

describe('whoever leaves an organization', () => {
  const joined = async () => {
    const owner = await world.inOwn((await world.person()).secret);
    const bob = await world.person('Bob');
    const elsewhere = await keys.makeService(bob);
    const organizationId = owner.organization.id;
    await world.db.transaction((tx) => addSeat(tx, { organizationId, userId: bob.userId }, 'admin'));
    const there = await world.inOrganization(bob.secret, owner.organization.slug);
    const service = await keys.make(there, 90, there.organization);
    const own = await keys.makeFor(bob);
    return { owner, bob, there, service, elsewhere, own, organizationId };
  };

  test.each(['removed', 'left'] as const)(
    'takes the keys along that they made for it, and no others: %s',
    async (how) => {
      const { owner, bob, there, service, elsewhere, own, organizationId } = await joined();
      const done =
        how === 'removed'
          ? await removeMember(owner, { userId: bob.userId })
          : await leaveOrganization(there);
      expect(done.ok).toBe(true);
      const by = how === 'removed' ? owner.user.id : bob.userId;
      expect(await ended(service.id)).toEqual({ revokedReason: 'member_removed', revokedBy: by });
      expect(await keys.opens(service.token)).toEqual({ kind: 'ended', reason: 'revoked' });
      for (const { token } of [elsewhere, own]) expect((await keys.opens(token)).kind).toBe('active');
      const lines = await world.db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.organizationId, organizationId));
      expect(lines).toContainEqual(
        expect.objectContaining({ event: 'key_revoked', reason: 'member_removed', actorId: by }),
      );
    },
  );

  test('keeps them where the removal cannot be recorded: both or neither', async () => {
    const { owner, bob, service } = await joined();
    await expect(removeMember(world.unrecordable(owner), { userId: bob.userId })).rejects.toThrow();
    expect((await keys.opens(service.token)).kind).toBe('active');
  });
});

describe('the note of its last use', () => {
  test('is written at most once a minute, with the address of the network alone', async () => {
    const person = await world.person();
    const { id } = await keys.makeFor(person);
    const from = world.ctx('203.0.113.77');
    expect(await noteKeyUse(from, id)).toBe(true);
    const first = await keys.row(id);
    expect(first.lastUsedIp).toBe('203.0.113.0');
    await keys.age(id, { lastUsedAt: 59 });
    expect(await noteKeyUse(from, id)).toBe(false);
    await keys.age(id, { lastUsedAt: 60 });
    expect(await noteKeyUse(world.ctx('2001:db8:52:7::99'), id)).toBe(true);
    expect((await keys.row(id)).lastUsedIp).toBe('2001:db8:52::');
  });

  test('is one write for many calls at once, and none for a key that has ended', async () => {
    const ctx = await world.signedIn((await world.person()).secret);
    const { id } = await keys.make(ctx);
    const all = await Promise.all(Array.from({ length: 8 }, () => noteKeyUse(world.ctx(), id)));
    expect(all.filter(Boolean)).toHaveLength(1);
    const ended = await keys.make(ctx);
    await revokeKey(ctx, { keyId: ended.id });
    expect(await noteKeyUse(world.ctx(), ended.id)).toBe(false);
    expect((await keys.row(ended.id)).lastUsedAt).toBeNull();
  });
});
