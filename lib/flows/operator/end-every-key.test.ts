import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { apiKeys } from '../../../db/schema/api-keys';
import { auditEvents } from '../../../db/schema/audit-events';
import { flowWorld } from '../../../tests/support/flow-world';
import { keyWorld } from '../../../tests/support/keys';
import { revokeKey } from '../keys/change-key';
import { countEveryKey, endEveryKey } from './end-every-key';

const world = flowWorld();
const keys = keyWorld(world);

beforeEach(async () => {
  await world.owner.execute(sql`delete from api_keys`);
});

const fill = (userId: string, count: number) =>
  world.owner.execute(sql`
    insert into api_keys (kind, user_id, name, scopes, token_hash, last_four, lifetime_days, expires_at)
    select 'person', ${userId}, 'filler', '{}', sha256(gen_random_uuid()::text::bytea), 'xxxx', 30, now() + interval '30 days'
    from generate_series(1, ${count}::int) n`);
const linesOf = (id: string) =>
  world.db
    .select()
    .from(auditEvents)
    .where(sql`${auditEvents.event} = 'key_revoked' and ${auditEvents.data} ->> 'key' = ${id}`);

describe('ending every key', () => {
  test('ends those of people and of organizations, each with its line in the trail and no mail', async () => {
    const person = await world.person();
    const [own, service] = [await keys.makeFor(person), await keys.makeService(person)];
    const mails = (await world.mailsTo(person.email)).length;
    expect(await countEveryKey(world.ctx())).toBe(2);
    expect(await endEveryKey(world.ctx())).toBe(2);
    expect(await countEveryKey(world.ctx())).toBe(0);
    for (const { id, token } of [own, service]) {
      expect(await keys.opens(token)).toEqual({ kind: 'ended', reason: 'revoked' });
      expect(await keys.row(id)).toMatchObject({ revokedReason: 'operator', revokedBy: null });
      expect(await linesOf(id)).toMatchObject([{ reason: 'operator', actorId: null, userId: person.userId }]);
    }
    expect(await linesOf(service.id)).toMatchObject([{ organizationId: service.organization.id }]);
    expect(await world.mailsTo(person.email)).toHaveLength(mails);
  });

  test('leaves those that have ended as they are, and is safe to do again', async () => {
    const ctx = await world.signedIn((await world.person()).secret);
    const [revoked, expired] = [await keys.make(ctx), await keys.make(ctx)];
    await revokeKey(ctx, { keyId: revoked.id });
    await keys.age(expired.id, { createdAt: 90 * 86_400, expiresAt: 0 });
    await keys.make(ctx);
    expect(await endEveryKey(world.ctx())).toBe(1);
    expect(await endEveryKey(world.ctx())).toBe(0);
    expect((await keys.row(revoked.id)).revokedReason).toBe('person');
    expect((await keys.row(expired.id)).revokedAt).toBeNull();
  });

  test('goes in batches, and says how far it is', async () => {
    await fill((await world.person()).userId, 7);
    const reports: number[] = [];
    expect(await endEveryKey(world.ctx(), (ended) => void reports.push(ended), 3)).toBe(7);
    expect(reports).toEqual([3, 6, 7]);
  });

  test('what somebody holds at that moment is waited for, and ends as well', async () => {
    const { id } = await keys.makeFor(await world.person());
    await fill((await world.person()).userId, 4);
    let release: () => void = () => undefined;
    const letGo = new Promise<void>((done) => {
      release = done;
    });
    let isHeld: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      isHeld = done;
    });
    const holding = world.db.transaction(async (tx) => {
      await tx.select().from(apiKeys).where(eq(apiKeys.id, id)).for('update');
      isHeld();
      await letGo;
    });
    await held;
    const reports: number[] = [];
    const ending = endEveryKey(world.ctx(), (ended) => {
      reports.push(ended);
      release();
    });
    expect(await ending).toBe(5);
    await holding;
    expect(reports[0]).toBe(4);
    expect(await countEveryKey(world.ctx())).toBe(0);
  });

  test('a batch that cannot be recorded ends nothing', async () => {
    await keys.makeFor(await world.person());
    await expect(endEveryKey(world.unrecordable(world.ctx()))).rejects.toThrow();
    expect(await countEveryKey(world.ctx())).toBe(1);
  });
});
