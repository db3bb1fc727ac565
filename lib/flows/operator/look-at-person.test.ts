import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, type Person } from '../../../tests/support/flow-world';
import { staffWorld } from '../../../tests/support/staff';
import { defaultPolicy } from '../../config/policy';
import { queueMail } from '../../mail/outbox';
import { lookAtPerson } from './look-at-person';
import { searchPeople } from './search-people';

const world = flowWorld({ ...defaultPolicy, staffLooksPerMinute: 3, staffLooksPerDay: 5 });
const { staff } = staffWorld(world);
const { protectedPerson, recoveryCodes } = factorWorld(world);

const looksAt = async ({ userId }: Pick<Person, 'userId'>) =>
  (await world.auditOfUser(userId)).filter(({ event }) => event === 'sensitive_read');
const nextMinute = () =>
  world.owner.execute(sql`update rate_limits set expires_at = now() where key like 'staff_looks_minute%'`);

describe('looking at a person', () => {
  test('is an event with the one who looks, and shows no secret, no hash and no link', async () => {
    const [support, person] = [await staff('support'), await protectedPerson()];
    const { codes, secret } = await recoveryCodes(person);
    const facts = { device: 'Chrome on Mac' };
    await queueMail(world.db, { kind: 'reset_password', recipient: person.email, facts });
    const seen = await lookAtPerson(support.ctx, person);
    if (!seen.ok) throw new Error(seen.reason);
    expect(seen.value).toMatchObject({
      account: { email: person.email, role: 'member', assurance: 2 },
      live: [expect.anything()],
      recoveryCodes: 10,
      authenticator: { since: expect.any(Date) },
    });
    expect(seen.value.mails.map(({ kind, state }) => [kind, state])).toContainEqual([
      'reset_password',
      'waiting',
    ]);
    const text = JSON.stringify(seen.value);
    for (const hidden of [secret, person.seed, ...codes, 'argon2', 'Hash', 'sealed'])
      expect(text).not.toContain(hidden);
    expect(await looksAt(person)).toMatchObject([
      { actorId: support.userId, sessionId: support.sessionId, data: { what: 'person' } },
    ]);
  });

  test('at nobody is no event', async () => {
    const support = await staff('support');
    const userId = '0b7f2b0e-8f0c-4c53-9d29-3f5c6a6a3a01';
    expect(await lookAtPerson(support.ctx, { userId })).toEqual({ ok: false, reason: 'not_found' });
    expect(await looksAt({ userId })).toEqual([]);
  });

  test('is refused beyond so many a minute and so many a day, searches included, and that is recorded', async () => {
    const [support, person] = [await staff('support'), await world.person()];
    const other = await staff('support');
    const look = async () => (await lookAtPerson(support.ctx, person)).ok;
    expect([await look(), await look(), await look(), await look()]).toEqual([true, true, true, false]);
    expect(await searchPeople(support.ctx, { text: person.email })).toMatchObject({
      ok: false,
      reason: 'rate_limited',
    });
    expect(await looksAt(person)).toHaveLength(3);
    expect((await lookAtPerson(other.ctx, person)).ok).toBe(true);
    await nextMinute();
    expect([await look(), await look(), await look()]).toEqual([true, true, false]);
    const alerts = (await world.auditOfUser(support.userId)).filter(
      ({ event }) => event === 'excess_rate_limit_exceeded',
    );
    expect(alerts.map(({ data }) => data)).toEqual([
      { limit: 'staff_looks_minute' },
      { limit: 'staff_looks_day' },
    ]);
  });
});

describe('searching', () => {
  const found = async (text: string, after?: string) => {
    await world.owner.execute(sql`delete from rate_limits`);
    const { ctx } = await staff('support');
    const result = await searchPeople(ctx, { text, after });
    return result.ok ? result.value : result.reason;
  };
  const ids = async (text: string) => {
    const result = await found(text);
    return typeof result === 'string' ? result : result.people.map(({ id }) => id);
  };

  test('finds by the beginning of the address in any case, by account, by session and by request', async () => {
    const person = await world.person();
    const [begun] = await world.audit(person.sessionId);
    const requestId = '5a0f7c1e-3b52-4b6e-9c55-0d1c7a52aaaa';
    await world.owner.execute(sql`insert into audit_events (event, outcome, user_id, request_id)
      values ('authn_login_fail', 'failure', ${person.userId}, ${requestId})`);
    expect(begun).toBeDefined();
    for (const text of [
      person.email,
      ` ${person.email.slice(0, 9).toUpperCase()} `,
      person.userId,
      person.sessionId,
      requestId.toUpperCase(),
    ])
      expect(await ids(text), text).toEqual([person.userId]);
  });

  test('takes three characters at least, and signs of a pattern for themselves', async () => {
    await world.person();
    expect(await ids('ab')).toBe('too_short');
    expect(await ids('   ')).toBe('too_short');
    expect(await ids('%%%')).toEqual([]);
    expect(await ids('___@')).toEqual([]);
    expect(await ids('0b7f2b0e-8f0c-4c53-9d29-3f5c6a6a3a01')).toEqual([]);
  });

  test('goes from page to page without missing or repeating anyone, also when somebody comes in between', async () => {
    await world.owner.execute(sql`
      insert into users (email, name, password_hash)
      select 'paged' || lpad(n::text, 3, '0') || '@example.com', 'x', 'none' from generate_series(1, 55) as n`);
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await found('paged', after);
      if (typeof page === 'string') throw new Error(page);
      seen.push(...page.people.map(({ email }) => email));
      after = page.people.at(-1)?.id;
      if (!page.more) break;
      await world.owner.execute(sql`insert into users (email, name, password_hash)
        values (${`paged000-${seen.length}@example.com`}, 'x', 'none')`);
    }
    expect(seen).toHaveLength(55);
    expect(seen).toEqual([...seen].sort());
  });

  test('is recorded with what it went by and how many it found, and not with what was typed', async () => {
    const [support, person] = [await staff('support'), await world.person()];
    await searchPeople(support.ctx, { text: person.email });
    const rows = await world.owner.execute<{ data: object; all: string }>(sql`
      select data, a::text as all from audit_events a
      where event = 'sensitive_read' and actor_id = ${support.userId}`);
    expect(rows.map(({ data }) => data)).toEqual([
      { what: 'search', by: 'address', found: 1 },
      { what: 'search' },
    ]);
    for (const { all } of rows) expect(all).not.toContain(person.email);
    const seen = await world.auditOfUser(person.userId);
    expect(seen.at(-1)).toMatchObject({ event: 'sensitive_read', actorId: support.userId });
  });

  test('takes what no address holds for nothing, and never for a fault', async () => {
    const support = await staff('support');
    for (const text of ['\0\0\0', '\ud800\ud800\ud800', 'x'.repeat(300)])
      expect(await searchPeople(support.ctx, { text })).toMatchObject({ reason: 'too_short' });
    for (const text of ['%%%', '___', '-'.repeat(36), "' or 1=1 --"]) {
      const { ctx } = await staff('support');
      expect(await searchPeople(ctx, { text })).toMatchObject({ ok: true, value: { people: [] } });
    }
  });

  test('at oneself, and of support at staff, is refused and no event', async () => {
    const [support, administrator] = [await staff('support'), await staff('administrator')];
    for (const [by, of, reason] of [
      [support, support, 'yourself'],
      [administrator, administrator, 'yourself'],
      [support, administrator, 'staff_member'],
    ] as const)
      expect(await lookAtPerson(by.ctx, { userId: of.userId })).toMatchObject({ reason });
    expect((await lookAtPerson(administrator.ctx, { userId: support.userId })).ok).toBe(true);
    expect(await world.auditOfUser(administrator.userId)).not.toContainEqual(
      expect.objectContaining({ event: 'sensitive_read' }),
    );
  });
});
