import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { keyWorld } from '../../../tests/support/keys';
import { clients } from '../../config/clients';
import { newToken } from '../../opaque-token';
import { addSeat } from '../../organization/store';
import { hashOfSecret } from '../../secret';
import { startApp } from '../../session/app';
import { endSession } from '../../session/end';
import { firstRefreshToken, spendRefreshToken } from '../../token-family/refresh';
import { revokeKey } from './change-key';
import { endLeakedKeys } from './end-leaked-keys';

const world = flowWorld();
const keys = keyWorld(world);
const url = 'https://github.com/ada/notes/blob/main/run.sh';
const kindsTo = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);

describe('a key that was found in public', () => {
  test('ends at once; its person is told, and the page says where', async () => {
    const person = await world.person();
    const { id, token } = await keys.makeFor(person);
    expect(await endLeakedKeys(world.ctx(), [{ token, url }])).toEqual([true]);
    expect(await keys.opens(token)).toEqual({ kind: 'ended', reason: 'revoked' });
    expect(await keys.row(id)).toMatchObject({
      revokedReason: 'leaked',
      revokedBy: null,
      leakedAtUrl: url,
    });
    const line = (await world.auditOfUser(person.userId)).at(-1);
    expect(line).toMatchObject({ event: 'key_revoked', reason: 'leaked', actorId: null });
    expect(JSON.stringify(line?.data)).not.toContain('github');
    const [mail] = (await world.mailsTo(person.email)).filter(({ kind }) => kind === 'key_leaked');
    expect(mail?.facts).toEqual({ key: 'A key', lastFour: token.slice(-4), site: 'github.com' });
  });

  test('is told of once, however often it is found, also at once', async () => {
    const person = await world.person();
    const { token } = await keys.makeFor(person);
    const found = [{ token, url }, { token }];
    const all = await Promise.all([endLeakedKeys(world.ctx(), found), endLeakedKeys(world.ctx(), found)]);
    expect(all).toEqual([
      [true, true],
      [true, true],
    ]);
    expect((await kindsTo(person.email)).filter((kind) => kind === 'key_leaked')).toHaveLength(1);
  });

  test('keeps the reason for which it had ended before, and is still said to be ours', async () => {
    const person = await world.person();
    const ctx = await world.signedIn(person.secret);
    const { id, token } = await keys.make(ctx);
    await revokeKey(ctx, { keyId: id });
    expect(await endLeakedKeys(world.ctx(), [{ token, url }])).toEqual([true]);
    expect(await keys.row(id)).toMatchObject({ revokedReason: 'person', leakedAtUrl: null });
    expect(await kindsTo(person.email)).not.toContain('key_leaked');
  });

  test('of an organization is told to its owners as well, each once', async () => {
    const maker = await world.person();
    const { token, organization } = await keys.makeService(maker);
    const [owner, member] = [await world.person('Olive'), await world.person('Bob')];
    for (const [{ userId }, role] of [
      [owner, 'owner'],
      [member, 'member'],
    ] as const)
      await world.db.transaction((tx) => addSeat(tx, { organizationId: organization.id, userId }, role));
    await endLeakedKeys(world.ctx(), [{ token, url }]);
    for (const { email } of [maker, owner])
      expect((await kindsTo(email)).filter((kind) => kind === 'key_leaked')).toHaveLength(1);
    expect(await kindsTo(member.email)).toEqual([]);
  });

  test('goes on where its end cannot be recorded: all of it or nothing', async () => {
    const person = await world.person();
    const { token } = await keys.makeFor(person);
    await expect(endLeakedKeys(world.unrecordable(world.ctx()), [{ token, url }])).rejects.toThrow();
    expect((await keys.opens(token)).kind).toBe('active');
    expect(await kindsTo(person.email)).not.toContain('key_leaked');
  });
});

describe('a refresh token that was found in public', () => {
  async function signedInApp() {
    const person = await world.person();
    const token = newToken('ref');
    const [client] = clients.filter(({ kind }) => kind === 'app');
    const app = {
      ...{ userId: person.userId, clientId: client?.id ?? '', scopes: [], proofKey: null },
      ...{ secretHash: hashOfSecret(token), device: { name: 'An app', kind: 'phone' as const } },
      ...{ userAgent: null, ip: null, allowedIn: person.sessionId },
    };
    const started = await startApp(world.db, app, world.policy);
    if (!started) throw new Error('the app did not begin');
    await firstRefreshToken(world.db, started.id, token);
    return { person, token, id: started.id };
  }
  const reused = async (email: string) =>
    (await world.mailsTo(email)).filter(({ kind }) => kind === 'token_reused');

  test('ends the sign-in that it belongs to, and no other; its person is told, once', async () => {
    const { person, token, id } = await signedInApp();
    const report = () => endLeakedKeys(world.ctx('203.0.113.7'), [{ token, url }, { token }]);
    expect(await Promise.all([report(), report()])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(await world.row(id)).toMatchObject({ endedReason: 'token_reuse', endedBy: null, endedFrom: null });
    expect((await world.row(person.sessionId)).endedAt).toBeNull();
    const mails = await reused(person.email);
    // Where the scanner is says nothing about who has the token.
    expect(mails.map(({ facts }) => facts)).toEqual([{ app: 'An app' }]);
    expect(trailOf(await world.audit(id))).toEqual(['authn_token_reuse', 'session_expired']);
  });

  test('also by one that was spent; a sign-in that was over keeps its reason, and the token is still ours', async () => {
    const { person, token, id } = await signedInApp();
    const spent = await spendRefreshToken(world.db, token, world.policy);
    expect(spent.kind).toBe('rotated');
    expect(await endLeakedKeys(world.ctx(), [{ token }])).toEqual([true]);
    expect(await world.row(id)).toMatchObject({ endedReason: 'token_reuse' });
    const over = await signedInApp();
    await endSession(world.db, { id: over.id, userId: over.person.userId }, 'signed_out');
    expect(await endLeakedKeys(world.ctx(), [{ token: over.token }])).toEqual([true]);
    expect(await world.row(over.id)).toMatchObject({ endedReason: 'signed_out' });
    expect(await reused(over.person.email)).toEqual([]);
    expect(await reused(person.email)).toHaveLength(1);
  });

  test('goes on where its end cannot be recorded: all of it or nothing', async () => {
    const { person, token, id } = await signedInApp();
    await expect(endLeakedKeys(world.unrecordable(world.ctx()), [{ token }])).rejects.toThrow();
    expect((await world.row(id)).endedAt).toBeNull();
    expect(await reused(person.email)).toEqual([]);
  });
});

test('what is no key of ours is said to be none, in its place, and changes nothing', async () => {
  const { token } = await keys.makeFor(await world.person());
  const others = [
    '',
    'ghp_x',
    newToken('pat'),
    newToken('svc'),
    ...(['ref', 'dev', 'cod'] as const).map(newToken),
    `${token}x`,
    token.slice(1),
  ];
  const found = [...others, token].map((each) => ({ token: each, url }));
  expect(await endLeakedKeys(world.ctx(), found)).toEqual([...others.map(() => false), true]);
});

test('nothing that was planted stands anywhere in the database afterwards', async () => {
  const planted = [newToken('pat'), newToken('svc'), (await keys.makeFor(await world.person())).token];
  for (const token of planted) await keys.opens(token);
  await endLeakedKeys(
    world.ctx(),
    planted.map((token) => ({ token, url })),
  );
  const tables = await world.owner.execute<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  const rows = await Promise.all(
    tables.map(({ name }) =>
      world.owner.execute<{ row: string }>(sql.raw(`select t::text as row from ${name} t`)),
    ),
  );
  const everything = rows.flatMap((table) => table.map(({ row }) => row)).join('\n');
  expect(everything).toContain('key_revoked');
  for (const token of planted) expect(everything).not.toContain(token.slice(7));
});
