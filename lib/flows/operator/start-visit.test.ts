import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { visitReason, visitWorld } from '../../../tests/support/visits';
import { product } from '../../config/product';
import { signOut } from '../session/sign-out';
import { startSupportVisit } from './start-visit';

const world = flowWorld();
const visits = visitWorld(world);

const visitsOf = async (userId: string) =>
  world.owner.execute(sql`select * from sessions where user_id = ${userId} and kind = 'support'`);

describe('beginning a visit', () => {
  test('makes a row of its own beside the staff member’s session, which stays to the letter', async () => {
    const [staff, person] = [await visits.staff(), await world.person('Grace Hopper')];
    const grantId = await visits.allowed(staff, person, 'act');
    const before = await world.row(staff.sessionId);
    const started = await visits.start(staff, person, grantId);
    if (!started.ok) throw new Error(started.reason);
    expect(await world.row(staff.sessionId)).toEqual(before);
    expect(await world.row(started.value.sessionId)).toMatchObject({
      kind: 'support',
      userId: person.userId,
      supportOf: staff.sessionId,
      supportGrantId: grantId,
      supportLevel: 'act',
      supportReason: visitReason,
      deviceName: `${product.name} support (Ada)`,
      assurance: 0,
      ip: null,
      userAgent: null,
      deviceId: null,
    });
    expect((await world.audit(started.value.sessionId)).at(-1)).toMatchObject({
      event: 'support_started',
      actorId: staff.userId,
      userId: person.userId,
      reason: 'act',
      data: { why: visitReason },
    });
  });

  test('uses the consent up: of two at once one goes through, and a third finds none', async () => {
    const [staff, person] = [await visits.staff(), await world.person()];
    const grantId = await visits.allowed(staff, person);
    const both = await Promise.all([
      visits.start(staff, person, grantId),
      visits.start(staff, person, grantId),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await visits.start(staff, person, grantId)).toMatchObject({ reason: 'no_consent' });
    expect(await visitsOf(person.userId)).toHaveLength(1);
  });

  test('ends the one before: one at a time for each member of staff', async () => {
    const first = await visits.visiting();
    const second = await visits.visiting('view', first.staff);
    expect(await visits.resume(first)).toMatchObject({ kind: 'ended', reason: 'support_ended' });
    expect(await visits.resume(second)).toMatchObject({ kind: 'active' });
  });

  test('with “tell” mails the person once more', async () => {
    const [staff, person] = [await visits.staff(), await world.person()];
    const grantId = await visits.allowed(staff, person);
    await startSupportVisit(staff.ctx, { userId: person.userId, grantId, consent: 'tell' });
    expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toContain('support_started');
  });
});

describe('a start that is refused leaves no row and takes no consent', () => {
  const refusals: readonly (readonly [string, string, (of: Given) => Promise<unknown>])[] = [
    ['without the second factor', 'not_permitted', ({ staff }) => set(staff.userId, 'assurance = 1')],
    ['after the role has gone', 'not_permitted', ({ staff }) => set(staff.userId, "role = 'member'")],
    [
      'after the staff member has signed out',
      'not_permitted',
      async ({ staff }) => signOut(await world.signedIn(staff.secret)),
    ],
    [
      'as somebody who is on the staff by now',
      'staff_not_seen',
      ({ person }) => set(person.userId, "role = 'support'"),
    ],
    [
      'as somebody whose account is off',
      'account_not_open',
      ({ person }) => set(person.userId, 'disabled_at = now()'),
    ],
    [
      'a day after it was allowed',
      'no_consent',
      ({ grantId }) =>
        world.db.execute(
          sql`update support_grants set granted_at = now() - interval '1 day', expires_at = now() where id = ${grantId}`,
        ),
    ],
  ];
  type Given = Awaited<ReturnType<typeof given>>;

  const set = (userId: string, what: string) =>
    world.db.execute(sql`update users set ${sql.raw(what)} where id = ${userId}`);

  async function given() {
    const [staff, person] = [await visits.staff(), await world.person()];
    return { staff, person, grantId: await visits.allowed(staff, person) };
  }

  test.each(refusals)('%s', async (_when, reason, change) => {
    const of = await given();
    await change(of);
    expect(await visits.start(of.staff, of.person, of.grantId)).toMatchObject({ ok: false, reason });
    expect(await visitsOf(of.person.userId)).toHaveLength(0);
    expect(await visitsOf(of.staff.userId)).toHaveLength(0);
    expect(await visits.grant(of.grantId)).toMatchObject({ used_at: null });
  });

  test('with the consent that another member of staff was given, or that another person gave', async () => {
    const of = await given();
    const [other, stranger] = [await visits.staff(), await world.person()];
    expect(await visits.start(other, of.person, of.grantId)).toMatchObject({ reason: 'no_consent' });
    expect(await visits.start(of.staff, stranger, of.grantId)).toMatchObject({ reason: 'no_consent' });
    expect(await visits.start(of.staff, of.staff, of.grantId)).toMatchObject({ reason: 'yourself' });
    expect(await visits.grant(of.grantId)).toMatchObject({ used_at: null });
  });
});

test('the database takes no visit without its reason and its parent, and no parent on a session of a person’s own', async () => {
  const { sessionId } = await visits.visiting();
  const own = (await world.person()).sessionId;
  for (const [id, change] of [
    [sessionId, 'support_of = null'],
    [sessionId, 'support_reason = null'],
    [sessionId, "kind = 'browser'"],
    [own, "kind = 'support'"],
    [own, "kind = 'api'"],
  ] as const)
    await expect(
      world.db.execute(sql`update sessions set ${sql.raw(change)} where id = ${id}`),
    ).rejects.toThrow();
});
