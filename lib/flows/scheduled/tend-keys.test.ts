import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { apiKeys } from '../../../db/schema/api-keys';
import { mails } from '../../../db/schema/mails';
import { platform } from '../../../db/schema/platform';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { keyWorld } from '../../../tests/support/keys';
import { noteKeyUse } from '../keys/note-key-use';
import { keepRetention } from './keep-retention';
import { tendKeys } from './tend-keys';

const world = flowWorld();
const keys = keyWorld(world);
const day = 86_400;
let person: Person;

beforeEach(async () => {
  await world.db.delete(apiKeys);
  person = await world.person();
});

const tend = () => tendKeys({ db: world.db, policy: world.policy });
/** Without the one about its making. */
const told = async () =>
  (await world.mailsTo(person.email)).map(({ kind }) => kind).filter((kind) => kind !== 'key_created');

/** A key of so many days that ends in so many seconds. */
async function keyThatEndsIn(seconds: number, days = 90): Promise<string> {
  const { id } = await keys.makeFor(person, days);
  await keys.age(id, { createdAt: days * day - seconds, expiresAt: -seconds, lastUsedAt: 0 });
  return id;
}

describe('mails about the end', () => {
  test('one 14 days before it and one a day before it, each once', async () => {
    const id = await keyThatEndsIn(14 * day + 60);
    expect(await tend()).toEqual({ ended: 0, told: 0 });
    await keys.age(id, { createdAt: 76 * day, expiresAt: -14 * day });
    expect(await tend()).toEqual({ ended: 0, told: 1 });
    expect(await tend()).toEqual({ ended: 0, told: 0 });
    await keys.age(id, { createdAt: 89 * day - 60, expiresAt: -day - 60 });
    expect(await tend()).toEqual({ ended: 0, told: 0 });
    await keys.age(id, { createdAt: 89 * day, expiresAt: -day });
    expect(await tend()).toEqual({ ended: 0, told: 1 });
    expect(await tend()).toEqual({ ended: 0, told: 0 });
    expect(await told()).toEqual(['key_expiring', 'key_expiring']);
  });

  test('only the last where both are due', async () => {
    await keyThatEndsIn(3600);
    expect(await tend()).toEqual({ ended: 0, told: 1 });
    expect(await tend()).toEqual({ ended: 0, told: 0 });
  });

  test('a key of seven days is not said to end in less than 14', async () => {
    const id = await keyThatEndsIn(7 * day, 7);
    expect(await tend()).toEqual({ ended: 0, told: 0 });
    await keys.age(id, { createdAt: 6 * day, expiresAt: -day });
    expect(await tend()).toEqual({ ended: 0, told: 1 });
  });

  test('once, where two instances are at it', async () => {
    await keyThatEndsIn(3600);
    const both = await Promise.all([tend(), tend()]);
    expect(both.reduce((sum, { told: count }) => sum + count, 0)).toBe(1);
    expect(await told()).toEqual(['key_expiring']);
  });

  test('of an organization say which, and lead to its page', async () => {
    const { id, organization } = await keys.makeService(person);
    await keys.age(id, { createdAt: 89 * day, expiresAt: -day, lastUsedAt: 0 });
    await tend();
    const rows = (await world.mailsTo(person.email)).filter(({ kind }) => kind === 'key_expiring');
    expect(rows).toMatchObject([{ facts: { slug: organization.slug, organization: organization.name } }]);
  });
});

describe('keys that nobody uses', () => {
  test('are asked about after 60 days, once, and again when they were used in between', async () => {
    const { id } = await keys.makeFor(person, 365);
    await keys.age(id, { createdAt: 60 * day - 60, expiresAt: -305 * day });
    expect(await tend()).toEqual({ ended: 0, told: 0 });
    await keys.age(id, { createdAt: 60 * day });
    expect(await tend()).toEqual({ ended: 0, told: 1 });
    expect(await tend()).toEqual({ ended: 0, told: 0 });
    await noteKeyUse(world.ctx(), id);
    await keys.age(id, { createdAt: 130 * day, expiresAt: -235 * day, lastUsedAt: 60 * day });
    expect(await tend()).toEqual({ ended: 0, told: 1 });
    expect(await told()).toEqual(['key_unused', 'key_unused']);
  });

  test('end after 180 days, and not before', async () => {
    const { id } = await keys.makeFor(person, 365);
    await keys.age(id, { createdAt: 200 * day, expiresAt: -165 * day, lastUsedAt: 180 * day - 60 });
    await tend();
    expect((await keys.row(id)).revokedAt).toBeNull();
    await keys.age(id, { lastUsedAt: 180 * day });
    expect(await tend()).toMatchObject({ ended: 1 });
    expect(await keys.row(id)).toMatchObject({ revokedReason: 'unused', revokedBy: null });
    expect((await world.auditOfUser(person.userId)).at(-1)).toMatchObject({
      event: 'key_revoked',
      reason: 'unused',
      actorId: null,
    });
  });
});

describe('keys that are over', () => {
  test('get their end when they have expired, once, and are warned of no longer', async () => {
    const id = await keyThatEndsIn(0);
    expect(await tend()).toEqual({ ended: 1, told: 0 });
    expect(await tend()).toEqual({ ended: 0, told: 0 });
    expect(await keys.row(id)).toMatchObject({ revokedReason: 'expired' });
  });

  test('get it as well after everyone was signed out, those of organizations apart', async () => {
    const own = await keys.makeFor(person);
    const service = await keys.makeService(person);
    await world.db.insert(platform).values({ sessionsValidFrom: sql`clock_timestamp()`, reason: 'operator' });
    try {
      expect(await tend()).toEqual({ ended: 1, told: 0 });
    } finally {
      await world.owner.delete(platform);
    }
    expect((await keys.row(own.id)).revokedReason).toBe('operator');
    expect((await keys.row(service.id)).revokedAt).toBeNull();
  });

  test('stay as they are where the end cannot be recorded', async () => {
    const id = await keyThatEndsIn(0);
    await expect(tendKeys(world.unrecordable(world.ctx()))).rejects.toThrow();
    expect((await keys.row(id)).revokedAt).toBeNull();
  });

  test('go 90 days after their end', async () => {
    const [young, old] = [await keys.makeFor(person), await keys.makeFor(person)];
    await world.db.update(apiKeys).set({ revokedReason: 'person', revokedAt: sql`now()` });
    await keys.age(young.id, { createdAt: 91 * day, expiresAt: 90 * day - 3600, revokedAt: 90 * day - 3600 });
    await keys.age(old.id, { createdAt: 91 * day, expiresAt: 0, revokedAt: 90 * day });
    expect(await keepRetention({ db: world.db, policy: world.policy })).toMatchObject({ apiKeys: 1 });
    expect((await keys.row(young.id)).id).toBe(young.id);
    await world.db.delete(mails);
  });
});
