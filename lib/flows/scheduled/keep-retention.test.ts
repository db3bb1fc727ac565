import { randomBytes } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../db/client';
import { flowWorld } from '../../../tests/support/flow-world';
import { mayRewriteTrail } from '../../audit/rights';
import { mintToken } from '../../one-time-token/store';
import { endSession } from '../../session/end';
import { keepRetention } from './keep-retention';

const world = flowWorld();
const ctx = () => ({ db: world.db, policy: world.policy });
const day = 86_400;
const nothing = {
  pendingSignIns: 0,
  challenges: 0,
  factorResets: 0,
  supportGrants: 0,
  emailCodes: 0,
  seals: 0,
  ...{ webhookSeals: 0, webhookDeliveries: 0, webhookEndpoints: 0, apiKeys: 0, usedProofs: 0 },
  ...{ auditRows: 0, auditAddresses: 0, authorizationCodes: 0, deviceCodes: 0 },
  sessionAddresses: 0,
  devices: 0,
  tokens: 0,
  mails: 0,
  invitations: 0,
  emailChanges: 0,
  unconfirmed: 0,
};
const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`;
const one = async <Row extends Record<string, unknown>>(statement: SQL) => {
  const [row] = await world.owner.execute<Row>(statement);
  return row as Row;
};
const countOf = async (statement: SQL) => (await one<{ n: number }>(sql`select (${statement})::int as n`)).n;

/** An audit row of that age. */
async function auditRow(seconds: number, ip: string | null = null): Promise<string> {
  const { id } = await one<{ id: string }>(sql`
    insert into audit_events (at, event, outcome, ip, user_agent, request_id)
    values (${ago(seconds)}, 'authn_login_fail', 'failure', ${ip}::inet, 'a browser', 'a request') returning id`);
  return id;
}
const ipOf = async (id: string) =>
  (await one<{ ip: string | null }>(sql`select ip::text from audit_events where id = ${id}`)).ip;
const isThere = async (id: string) =>
  (await countOf(sql`select count(*) from audit_events where id = ${id}`)) === 1;

test('a world in which nothing is old stays as it is', async () => {
  await world.person();
  expect(await keepRetention(ctx())).toEqual(nothing);
});

describe('the audit trail', () => {
  test('loses rows a year old, and those alone', async () => {
    const ids = [await auditRow(365 * day), await auditRow(365 * day - 300), await auditRow(0)];
    expect(await keepRetention(ctx())).toEqual({ ...nothing, auditRows: 1 });
    expect(await Promise.all(ids.map(isThere))).toEqual([false, true, true]);
    expect(await keepRetention(ctx())).toEqual(nothing);
  });

  test('of more than one batch goes on until nothing is left', async () => {
    await world.owner.execute(sql`
      insert into audit_events (at, event, outcome)
      select now() - interval '366 days', 'authn_login_fail', 'failure' from generate_series(1, 1001)`);
    expect(await keepRetention(ctx())).toEqual({ ...nothing, auditRows: 1001 });
  });

  test('keeps of addresses 90 days old the network alone', async () => {
    const four = await auditRow(90 * day, '203.0.113.77');
    const six = await auditRow(90 * day, '2001:db8:52:7::99');
    const young = await auditRow(90 * day - 300, '203.0.113.77');
    expect(await keepRetention(ctx())).toEqual({ ...nothing, auditAddresses: 2 });
    expect(await Promise.all([four, six, young].map(ipOf))).toEqual([
      '203.0.113.0/24',
      '2001:db8:52::/48',
      '203.0.113.77/32',
    ]);
    const row = await one(
      sql`select event, outcome, user_agent, request_id from audit_events where id = ${four}`,
    );
    expect(row).toEqual({
      event: 'authn_login_fail',
      outcome: 'failure',
      user_agent: 'a browser',
      request_id: 'a request',
    });
    expect(await keepRetention(ctx())).toEqual(nothing);
  });
});

test('sessions keep of addresses 90 days old the network alone', async () => {
  const { userId, sessionId: live } = await world.person();
  const ended = await world.person();
  const young = await world.person();
  await endSession(world.db, { id: ended.sessionId, userId: ended.userId }, 'signed_out');
  await world.age(ended.sessionId, { endedAt: 90 * day });
  await world.age(live, { lastActiveAt: 90 * day });
  await world.age(young.sessionId, { lastActiveAt: 90 * day - 300 });
  expect(await keepRetention(ctx())).toEqual({ ...nothing, sessionAddresses: 2 });
  expect((await world.row(live)).ip).toBe('2001:db8:52::/48');
  expect((await world.row(ended.sessionId)).ip).toBe('2001:db8:52::/48');
  expect((await world.row(young.sessionId)).ip).toMatch(/^2001:db8:52:[0-9a-f]+::1$/);
  await world.owner.execute(sql`delete from users where id = ${userId}`);
});

test('devices, tokens, mails and changes of address go when their time is over, and not before', async () => {
  const { userId, email } = await world.person();
  const device = (seconds: number) =>
    world.owner.execute(sql`
      insert into known_devices (user_id, device_hash, device_name, last_used_at)
      values (${userId}, ${randomBytes(32)}, 'x', ${ago(seconds)})`);
  const token = async (seconds: number) => {
    await mintToken(world.db, { userId, purpose: 'reset_password' });
    await world.owner.execute(sql`update one_time_tokens set created_at = ${ago(seconds)} where user_id = ${userId}
      and created_at = (select max(created_at) from one_time_tokens where user_id = ${userId})`);
  };
  const mail = (seconds: number, fate: 'sent_at' | 'dropped_at' | 'attempted_at') =>
    world.owner.execute(sql`
      insert into mails (kind, recipient, user_id, created_at, ${sql.identifier(fate)})
      values ('password_changed', ${email}, ${userId}, ${ago(seconds)}, now())`);
  const change = (seconds: number, confirmed: number | null) =>
    world.owner.execute(sql`
      insert into email_changes (user_id, old_email, new_email, requested_at, confirmed_at)
      values (${userId}, 'a@example.com', 'b@example.com', ${ago(seconds)}, ${confirmed === null ? null : ago(confirmed)})`);
  await device(180 * day);
  await device(180 * day - 300);
  // The longest life of a link is a week; a day more.
  await token(8 * day);
  await token(8 * day - 300);
  await mail(30 * day, 'sent_at');
  await mail(30 * day, 'dropped_at');
  await mail(30 * day - 300, 'sent_at');
  // Still tried: not before nobody tries any more.
  await mail(30 * day, 'attempted_at');
  await mail(44 * day, 'attempted_at');
  // A week to undo it, and a month for the mail to arrive.
  await change(37 * day, null);
  await change(37 * day, 37 * day - 300);
  await change(37 * day - 300, null);
  const left = async () =>
    Promise.all(
      ['known_devices', 'one_time_tokens', 'mails', 'email_changes'].map((table) =>
        countOf(sql`select count(*) from ${sql.identifier(table)} where user_id = ${userId}`),
      ),
    );
  const [devices = 0, tokens = 0, mails = 0, changes = 0] = await left();
  expect(await keepRetention(ctx())).toEqual({
    ...nothing,
    devices: 1,
    tokens: 1,
    mails: 3,
    emailChanges: 1,
  });
  expect(await left()).toEqual([devices - 1, tokens - 1, mails - 3, changes - 1]);
  expect(await keepRetention(ctx())).toEqual(nothing);
});

describe('accounts that nobody confirmed', () => {
  const age = async (userId: string, seconds: number) => {
    await world.owner.execute(sql`update users set created_at = ${ago(seconds)} where id = ${userId}`);
    await world.owner.execute(
      sql`update sign_ups set created_at = ${ago(seconds)} where user_id = ${userId}`,
    );
    await world.owner.execute(
      sql`update one_time_tokens set created_at = ${ago(seconds)} where user_id = ${userId}`,
    );
  };
  const exists = async (userId: string) =>
    (await countOf(sql`select count(*) from users where id = ${userId}`)) === 1;

  test('go after a week with all they have, silently; confirmed ones and younger ones stay', async () => {
    const [old, young] = [await world.newcomer(), await world.newcomer()];
    const confirmed = await world.person();
    await age(old.userId, 7 * day);
    await age(young.userId, 7 * day - 300);
    await age(confirmed.userId, 30 * day);
    expect(await keepRetention(ctx())).toMatchObject({ unconfirmed: 1 });
    expect(await Promise.all([old, young, confirmed].map(({ userId }) => exists(userId)))).toEqual([
      false,
      true,
      true,
    ]);
    expect(await countOf(sql`select count(*) from sign_ups where user_id = ${old.userId}`)).toBe(0);
    expect(await world.mailsTo(old.email)).toEqual([]);
    const trail = await world.auditOfUser(old.userId);
    expect(trail.at(-1)).toMatchObject({ event: 'user_deleted', reason: 'never_confirmed', actorId: null });
    expect(trail.map(({ ip, userAgent, requestId }) => ip ?? userAgent ?? requestId)).toEqual(
      trail.map(() => null),
    );
  });

  test('stay while a link is under way, or somebody has tried again', async () => {
    const [linked, tried] = [await world.newcomer(), await world.newcomer()];
    await age(linked.userId, 8 * day);
    await age(tried.userId, 8 * day);
    await mintToken(world.db, { userId: linked.userId, purpose: 'reset_password' });
    await world.owner.execute(
      sql`insert into sign_ups (user_id, name, password_hash) values (${tried.userId}, 'Ada', 'none')`,
    );
    expect(await keepRetention(ctx())).toMatchObject({ unconfirmed: 0 });
    expect([await exists(linked.userId), await exists(tried.userId)]).toEqual([true, true]);
  });
});

test('while another instance keeps retention nothing is done, and later all of it', async () => {
  const id = await auditRow(400 * day);
  const other = connect(world.url, { max: 1 });
  try {
    await other.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(7238462)`);
      expect(await keepRetention(ctx())).toBeUndefined();
      expect(await isThere(id)).toBe(true);
    });
  } finally {
    await other.$client.end();
  }
  expect(await keepRetention(ctx())).toMatchObject({ auditRows: 1 });
});

test('whose connection could rewrite the trail is told apart', async () => {
  expect(await mayRewriteTrail(world.db)).toBe(false);
  expect(await mayRewriteTrail(world.owner)).toBe(true);
});

test('codes from mails go a day after their time, and not before', async () => {
  const add = (seconds: number) =>
    world.owner.execute(sql`
      insert into email_codes (email, secret_hash, purpose, created_at)
      values ('a@example.com', ${randomBytes(32)}, 'sign_in', ${ago(seconds)})`);
  await add(day + 600);
  await add(day + 300);
  expect(await keepRetention(ctx())).toMatchObject({ emailCodes: 1 });
  expect(await countOf(sql`select count(*) from email_codes`)).toBe(1);
});

test('invitations go 30 days after the last that happened to them, and not before', async () => {
  const { organization } = await world.inOwn((await world.person()).secret);
  const invited = (email: string, made: number, answered: number | null) =>
    world.owner.execute(sql`
      insert into invitations (organization_id, email, role, created_at, declined_at)
      values (${organization.id}, ${email}, 'member', ${ago(made)}, ${answered === null ? null : ago(answered)})`);
  await invited('old@example.com', 30 * day, null);
  await invited('answered@example.com', 40 * day, 30 * day - 300);
  await invited('young@example.com', 30 * day - 300, null);
  expect(await keepRetention(ctx())).toMatchObject({ invitations: 1 });
  expect(await countOf(sql`select count(*) from invitations where email = 'old@example.com'`)).toBe(0);
});
