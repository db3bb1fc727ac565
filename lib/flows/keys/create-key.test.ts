import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { apiKeys } from '../../../db/schema/api-keys';
import { auditEvents } from '../../../db/schema/audit-events';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { keyWorld } from '../../../tests/support/keys';
import { lockAccount } from '../../account/store';
import { hashOfKey } from '../../api-key/store';
import { organizationScopes, scopeNames } from '../../config/scopes';
import { tokenKindOf, tokenPattern } from '../../opaque-token';
import { addSeat } from '../../organization/store';
import type { SignedInContext } from '../context';
import { changeMemberRole } from '../organization/change-members';
import { applyConsequences } from '../steps/consequences';
import { createKey } from './create-key';

const world = flowWorld();
const keys = keyWorld(world);
const wanted = { name: 'Deploys', scopes: [...scopeNames], days: 90 };

const signedIn = async () => world.signedIn((await world.person()).secret);
const countOf = (userId: string) => world.db.$count(apiKeys, eq(apiKeys.userId, userId));

/** So many keys of a person or an organization, without the deed. */
const fill = (userId: string, count: number, organizationId: string | null = null) =>
  world.db.execute(sql`
    insert into api_keys (kind, user_id, organization_id, name, scopes, token_hash, last_four, lifetime_days, expires_at)
    select ${organizationId ? 'service' : 'person'}, ${userId}, ${organizationId}::uuid, 'filler', '{}',
      sha256((n || gen_random_uuid()::text)::bytea), 'xxxx', 30, now() + interval '30 days'
    from generate_series(1, ${count}::int) n`);

describe('a new key', () => {
  test('is told once: the database holds its hash and the last four characters', async () => {
    const ctx = await signedIn();
    const made = await createKey(ctx, wanted);
    if (!made.ok) throw new Error(made.reason);
    const { id, token } = made.value;
    expect(token).toMatch(new RegExp(`^${tokenPattern(['pat'])}$`));
    const row = await keys.row(id);
    expect(row).toMatchObject({
      kind: 'person',
      userId: ctx.user.id,
      organizationId: null,
      name: 'Deploys',
      scopes: scopeNames,
      lastFour: token.slice(-4),
      lifetimeDays: 90,
      lastUsedAt: null,
    });
    expect(row.tokenHash).toEqual(hashOfKey(token));
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(90 * 86_400_000);
    const everything = await world.owner.execute<{ row: string }>(sql`
      select t::text as row from api_keys t union all select t::text from audit_events t
      union all select t::text from mails t`);
    expect(everything.map((line) => line.row).join('\n')).not.toContain(token.slice(7, -6));
  });

  test('is recorded, and mailed about at once', async () => {
    const ctx = await signedIn();
    const { id, token } = await keys.make(ctx);
    const [line] = await world.db
      .select()
      .from(auditEvents)
      .where(sql`${auditEvents.data} ->> 'key' = ${id}`);
    expect(line).toMatchObject({
      event: 'key_created',
      actorId: ctx.user.id,
      userId: ctx.user.id,
      sessionId: ctx.session.id,
      organizationId: null,
      data: { key: id, lastFour: token.slice(-4), days: 90, scopes: scopeNames.join(' ') },
    });
    const [mail] = await world.mailsTo(ctx.user.email);
    expect(mail).toMatchObject({ kind: 'key_created', facts: { key: 'A key', lastFour: token.slice(-4) } });
  });

  test.each([
    ['a scope that there is none of', { scopes: ['me:read', 'everything'] }, 'scope_unknown'],
    ['no scope', { scopes: [] }, 'scope_unknown'],
    ['a length that is not offered', { days: 91 }, 'length_unknown'],
    ['no length', { days: 0 }, 'length_unknown'],
    ['a length beyond the longest', { days: 366 }, 'length_unknown'],
  ])('with %s is refused, and nothing is stored, recorded or mailed', async (_what, wrong, reason) => {
    const ctx = await signedIn();
    const before = (await world.auditOfUser(ctx.user.id)).length;
    expect(await createKey(ctx, { ...wanted, ...wrong })).toEqual({ ok: false, reason });
    expect(await countOf(ctx.user.id)).toBe(0);
    expect(await world.auditOfUser(ctx.user.id)).toHaveLength(before);
    expect(await world.mailsTo(ctx.user.email)).toEqual([]);
  });

  test.each([7, 30, 60, 90, 180, 365])('can be good for %i days', async (days) => {
    const { id } = await keys.make(await signedIn(), days);
    const row = await keys.row(id);
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(days * 86_400_000);
  });

  test('keeps within what the product allows at most', async () => {
    const ctx = await signedIn();
    const strict = { ...ctx, policy: { ...ctx.policy, apiKeyLongestLifetime: (60 * 86_400) as never } };
    expect(await createKey(strict, wanted)).toEqual({ ok: false, reason: 'length_unknown' });
    expect((await createKey(strict, { ...wanted, days: 60 })).ok).toBe(true);
  });

  test('is not made where it cannot be recorded', async () => {
    const ctx = await signedIn();
    await expect(createKey(world.unrecordable(ctx), wanted)).rejects.toThrow();
    expect(await countOf(ctx.user.id)).toBe(0);
    expect(await world.mailsTo(ctx.user.email)).toEqual([]);
  });

  test('is not made by a session that has ended while it waited', async () => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    await world.db.transaction(async (tx) =>
      applyConsequences(world.ctx(), tx, {
        event: 'reported',
        account: await lockAccount(tx, person.userId),
      }),
    );
    expect(await createKey(ctx, wanted)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await countOf(person.userId)).toBe(0);
  });

  test('is never made by a program', async () => {
    const ctx = await signedIn();
    const bearer = { kind: 'app', id: ctx.session.id, scopes: scopeNames } as const;
    expect(await createKey({ ...ctx, bearer }, wanted)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await countOf(ctx.user.id)).toBe(0);
  });
});

describe('how many', () => {
  test('a person has 20 at most; one more is refused, and one that ended makes room', async () => {
    const ctx = await signedIn();
    await fill(ctx.user.id, 19);
    const { id } = await keys.make(ctx);
    expect(await createKey(ctx, wanted)).toEqual({ ok: false, reason: 'too_many' });
    expect(await countOf(ctx.user.id)).toBe(20);
    await keys.age(id, { createdAt: 90 * 86_400, expiresAt: 0 });
    expect((await createKey(ctx, wanted)).ok).toBe(true);
  });

  test('of ten at once at the limit exactly one is made', async () => {
    const ctx = await signedIn();
    await fill(ctx.user.id, 19);
    const all = await Promise.all(Array.from({ length: 10 }, () => createKey(ctx, wanted)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await countOf(ctx.user.id)).toBe(20);
  });

  test('an organization has 100 at most, whoever made them, and those of people do not count', async () => {
    const person = await world.person();
    const ctx = await world.inOwn(person.secret);
    await fill(person.userId, 20);
    await fill((await world.person()).userId, 99, ctx.organization.id);
    await keys.make(ctx, 90, ctx.organization);
    const asked = { ...wanted, scopes: organizationScopes };
    expect(await createKey(ctx, asked, ctx.organization)).toEqual({ ok: false, reason: 'too_many' });
  });
});

describe("an organization's key", () => {
  test('belongs to it, and its own trail shows that it was made', async () => {
    const person = await world.person();
    const { id, token, organization } = await keys.makeService(person);
    expect(tokenKindOf(token)).toBe('svc');
    expect(await keys.row(id)).toMatchObject({ kind: 'service', organizationId: organization.id });
    const lines = await world.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.organizationId, organization.id));
    expect(trailOf(lines)).toContain('key_created');
  });

  test('is told to its owners as well, each once, and to nobody else', async () => {
    const owner = await world.inOwn((await world.person('Olive')).secret);
    const { id: organizationId, slug, name } = owner.organization;
    const [maker, second, member] = [
      await world.person('Ada'),
      await world.person('Owen'),
      await world.person('Bob'),
    ];
    for (const [{ userId }, role] of [
      [maker, 'admin'],
      [second, 'owner'],
      [member, 'member'],
    ] as const)
      await world.db.transaction((tx) => addSeat(tx, { organizationId, userId }, role));
    const ctx = await world.inOrganization(maker.secret, slug);
    const { token } = await keys.make(ctx, 90, ctx.organization);
    for (const email of [owner.user.email, second.email])
      expect(await world.mailsTo(email)).toMatchObject([
        {
          kind: 'organization_key_created',
          facts: { key: 'A key', lastFour: token.slice(-4), organization: name, slug, maker: 'Ada' },
        },
      ]);
    const kinds = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);
    expect(await kinds(maker.email)).toEqual(['key_created']);
    expect(await kinds(member.email)).toEqual([]);
    await keys.make(owner, 90, owner.organization);
    expect(await kinds(owner.user.email)).toEqual(['organization_key_created', 'key_created']);
    expect(await kinds(second.email)).toEqual(['organization_key_created', 'organization_key_created']);
  });

  test('gets nothing that is about a person', async () => {
    const ctx = await world.inOwn((await world.person()).secret);
    const asked = { ...wanted, scopes: ['me:read'] };
    expect(await createKey(ctx, asked, ctx.organization)).toEqual({ ok: false, reason: 'scope_unknown' });
  });

  test('is made by admins and owners alone, by the role of that moment', async () => {
    const owner = await world.inOwn((await world.person()).secret);
    const member = await world.person('Bob');
    const { id: organizationId, slug } = owner.organization;
    const seat = { organizationId, userId: member.userId };
    await world.db.transaction((tx) => addSeat(tx, seat, 'member'));
    const asked = { ...wanted, scopes: organizationScopes };
    const as = async (): Promise<SignedInContext & { organization: typeof owner.organization }> =>
      world.inOrganization(member.secret, slug);
    const before = await as();
    expect(await createKey(before, asked, before.organization)).toEqual({ ok: false, reason: 'not_allowed' });
    await changeMemberRole(owner, { userId: member.userId, role: 'admin' });
    const admin = await as();
    expect((await createKey(admin, asked, admin.organization)).ok).toBe(true);
    await changeMemberRole(owner, { userId: member.userId, role: 'member' });
    // The page was loaded as an admin.
    expect(await createKey(admin, asked, admin.organization)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await countOf(member.userId)).toBe(1);
  });
});
