import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { apiKeys } from '../../../db/schema/api-keys';
import { organizations } from '../../../db/schema/organizations';
import { platform } from '../../../db/schema/platform';
import { users } from '../../../db/schema/users';
import { flowWorld } from '../../../tests/support/flow-world';
import { keyWorld } from '../../../tests/support/keys';
import { organizationScopes, scopeNames } from '../../config/scopes';
import { newToken } from '../../opaque-token';
import { addSeat } from '../../organization/store';
import { needsProof } from '../context';
import { resumeBearer } from './resume-bearer';

const world = flowWorld();
const keys = keyWorld(world);
const day = 86_400;

async function activeCaller(token: string, slug?: string) {
  const resumed = await keys.opens(token, slug);
  if (resumed.kind !== 'active') throw new Error(`the key is not active but ${JSON.stringify(resumed)}`);
  return resumed.caller;
}

describe("a person's key", () => {
  test('opens what they may, with its scopes, and proves nothing', async () => {
    const person = await world.person();
    const { id, token } = await keys.makeFor(person, 30);
    const resumed = await keys.opens(token);
    expect(resumed).toMatchObject({ kind: 'active', touchDue: true, proofKey: null });
    const caller = await activeCaller(token);
    expect(caller.user).toMatchObject({ id: person.userId, email: person.email });
    expect(caller.bearer).toEqual({ kind: 'key', id, scopes: scopeNames });
    expect(caller.organization).toBeUndefined();
    expect(needsProof(caller, 'recent') && needsProof(caller, 'sensitive')).toBe(true);
    expect(caller.session.absoluteSecondsLeft).toBeGreaterThan(30 * day - 60);
  });

  test('has a seat in the organization of the address, where its person belongs to it', async () => {
    const person = await world.person();
    const { organization } = await world.inOwn(person.secret);
    const foreign = await world.inOwn((await world.person('Eve')).secret);
    const { token } = await keys.makeFor(person);
    expect((await activeCaller(token, organization.slug)).organization).toMatchObject({
      id: organization.id,
      role: 'owner',
    });
    for (const slug of [foreign.organization.slug, 'nowhere-at-all'])
      expect((await activeCaller(token, slug)).organization).toBeUndefined();
  });

  test('loses at the next call what was taken out of the code', async () => {
    const { id, token } = await keys.makeFor(await world.person());
    await world.db
      .update(apiKeys)
      .set({ scopes: ['me:read', 'no:longer'] })
      .where(eq(apiKeys.id, id));
    expect((await activeCaller(token)).bearer?.scopes).toEqual(['me:read']);
  });

  test('is good until its end by the database, and not from then on', async () => {
    const { id, token } = await keys.makeFor(await world.person(), 30);
    await keys.age(id, { createdAt: 30 * day - 5, expiresAt: -5 });
    expect((await keys.opens(token)).kind).toBe('active');
    await keys.age(id, { createdAt: 30 * day, expiresAt: 0 });
    expect(await keys.opens(token)).toEqual({ kind: 'ended', reason: 'expired' });
  });

  test('that nobody used for 180 days opens nothing, also before the job has ended it', async () => {
    const { id, token } = await keys.makeFor(await world.person(), 365);
    await keys.age(id, { createdAt: 300 * day, expiresAt: -65 * day, lastUsedAt: 180 * day - 60 });
    expect((await keys.opens(token)).kind).toBe('active');
    await keys.age(id, { lastUsedAt: 180 * day });
    expect(await keys.opens(token)).toEqual({ kind: 'ended', reason: 'revoked' });
    // Who renews it says that it is needed.
    await keys.age(id, { renewedAt: 10 });
    expect((await keys.opens(token)).kind).toBe('active');
  });

  test.each([
    ['disabled', { disabledAt: sql`now()` }],
    ['about to go', { deletionRequestedAt: sql`now()` }],
    ['waiting for another password', { passwordResetRequiredAt: sql`now()` }],
    ['not confirmed', { emailVerifiedAt: null }],
  ])('opens nothing while its account is %s, even if the event missed it', async (_what, set) => {
    const person = await world.person();
    const own = await keys.makeFor(person);
    const service = await keys.makeService(person);
    await world.db.update(users).set(set).where(eq(users.id, person.userId));
    for (const { token } of [own, service])
      expect(await keys.opens(token)).toEqual({ kind: 'ended', reason: 'revoked' });
  });

  /** As an instance of before leaves it, which knows of no keys. */
  const epoch = (userId: string, reason: string) =>
    world.db
      .update(users)
      .set({ sessionsValidFrom: sql`clock_timestamp()`, sessionsEndedReason: reason })
      .where(eq(users.id, userId));

  test.each(['password_reset', 'reported', 'operator', 'account_disabled'])(
    'opens nothing after %s, even if the event missed it; one that was proven since does',
    async (reason) => {
      const person = await world.person();
      const own = await keys.makeFor(person);
      const service = await keys.makeService(person);
      await epoch(person.userId, reason);
      expect(await keys.opens(own.token)).toEqual({ kind: 'ended', reason: 'revoked' });
      expect((await keys.opens(service.token)).kind).toBe('active');
      await keys.age(own.id, { renewedAt: 0 });
      expect((await keys.opens(own.token)).kind).toBe('active');
    },
  );

  test.each(['signed_out_everywhere', 'factors_changed'])(
    'goes on after %s, where the event left it alone',
    async (reason) => {
      const person = await world.person();
      const { token } = await keys.makeFor(person);
      await epoch(person.userId, reason);
      expect((await keys.opens(token)).kind).toBe('active');
    },
  );

  test('from before everyone was signed out opens nothing; one that is made afterwards does', async () => {
    const person = await world.person();
    const own = await keys.makeFor(person);
    const service = await keys.makeService(person);
    await world.db.insert(platform).values({ sessionsValidFrom: sql`clock_timestamp()`, reason: 'operator' });
    try {
      expect(await keys.opens(own.token)).toEqual({ kind: 'ended', reason: 'revoked' });
      // Nobody signed in with it.
      expect((await keys.opens(service.token)).kind).toBe('active');
      const again = await world.anotherSession(person);
      expect((await keys.opens((await keys.makeFor(again)).token)).kind).toBe('active');
    } finally {
      await world.owner.delete(platform);
    }
  });

  test('comes into an organization as its person would: by its own rules', async () => {
    const person = await world.person();
    const { organization } = await world.inOwn(person.secret);
    const { id, token } = await keys.makeFor(person);
    const rule = (set: Partial<typeof organizations.$inferInsert> | Record<string, unknown>) =>
      world.db.update(organizations).set(set).where(eq(organizations.id, organization.id));
    const closed = async () => (await activeCaller(token, organization.slug)).closed?.because;
    expect(await closed()).toBeUndefined();
    await rule({ secondFactorRequired: true });
    expect(await closed()).toBe('second_factor');
    await rule({ secondFactorRequired: false, sessionsValidFrom: sql`now()` });
    expect(await closed()).toBe('everyone_out');
    await rule({ sessionsValidFrom: null, absoluteLimitSeconds: 3600 });
    expect(await closed()).toBeUndefined();
    await keys.age(id, { createdAt: 3600 });
    expect(await closed()).toBe('absolute');
    await rule({ absoluteLimitSeconds: null, deletedAt: sql`now()` });
    expect(await closed()).toBe('deleted');
    expect((await activeCaller(token, organization.slug)).organization).toBeUndefined();
  });
});

describe("an organization's key", () => {
  test('opens that organization and nothing of another one, whatever the address says', async () => {
    const person = await world.person();
    const { id, token, organization } = await keys.makeService(person);
    const eve = await world.inOwn((await world.person('Eve')).secret);
    const seat = { organizationId: eve.organization.id, userId: person.userId };
    await world.db.transaction((tx) => addSeat(tx, seat, 'owner'));
    for (const slug of [undefined, organization.slug])
      expect((await activeCaller(token, slug)).organization?.id).toBe(organization.id);
    const elsewhere = await activeCaller(token, eve.organization.slug);
    expect(elsewhere.organization).toBeUndefined();
    expect(elsewhere.bearer).toEqual({
      kind: 'key',
      id,
      scopes: organizationScopes,
      organizationId: organization.id,
    });
  });

  test('never has a scope about a person, whatever its row says', async () => {
    const { id, token } = await keys.makeService(await world.person());
    await world.db
      .update(apiKeys)
      .set({ scopes: [...scopeNames] })
      .where(eq(apiKeys.id, id));
    expect((await activeCaller(token)).bearer?.scopes).toEqual(organizationScopes);
  });

  test('opens nothing once its person belongs there no longer, even if the event missed it', async () => {
    const person = await world.person();
    const { token, organization } = await keys.makeService(person);
    const other = { organizationId: organization.id, userId: (await world.person()).userId };
    await world.db.transaction((tx) => addSeat(tx, other, 'owner'));
    await world.db.execute(sql`
      delete from memberships where user_id = ${person.userId} and organization_id = ${organization.id}`);
    expect(await keys.opens(token)).toEqual({ kind: 'ended', reason: 'revoked' });
  });

  test('outlives what rules ask of people who are there, but not a deletion or a missing factor', async () => {
    const { id, token, organization } = await keys.makeService(await world.person());
    await keys.age(id, { createdAt: 7200 });
    const rule = (set: Record<string, unknown>) =>
      world.db.update(organizations).set(set).where(eq(organizations.id, organization.id));
    await rule({ absoluteLimitSeconds: 3600, idleLimitSeconds: 600, sessionsValidFrom: sql`now()` });
    expect((await activeCaller(token)).organization?.id).toBe(organization.id);
    await rule({ secondFactorRequired: true });
    expect((await activeCaller(token)).closed?.because).toBe('second_factor');
    await rule({ secondFactorRequired: false, deletedAt: sql`now()` });
    expect((await activeCaller(token)).closed?.because).toBe('deleted');
  });
});

describe('what is no key', () => {
  test('costs no query where its shape or its checksum is wrong', async () => {
    const { token } = await keys.makeFor(await world.person());
    const nowhere = { ...world.ctx(), db: undefined as never };
    for (const wrong of [
      `${token}x`,
      token.slice(0, -1),
      token.replace('_pat_', '_svc_'),
      `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
      token.toUpperCase(),
      ` ${token}`,
    ])
      expect((await resumeBearer(nowhere, wrong).catch(() => ({ kind: 'asked' }))).kind, wrong).not.toBe(
        'asked',
      );
  });

  test('is no key with a right checksum either', async () => {
    for (const kind of ['pat', 'svc'] as const)
      expect((await keys.opens(newToken(kind))).kind).toBe('invalid');
  });

  test.each(['ref', 'dev', 'cod'] as const)('nor is a token of another kind: %s', async (kind) => {
    expect((await keys.opens(newToken(kind))).kind).toBe('invalid');
  });
});

describe('an address with anything in it', () => {
  test.each(["'; drop table api_keys; --", '%', ''])('finds no organization: %j', async (slug) => {
    const { token } = await keys.makeFor(await world.person());
    expect((await activeCaller(token, slug)).organization).toBeUndefined();
  });
});
