import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ago } from '../../../db/ago';
import { refreshTokens } from '../../../db/schema/refresh-tokens';
import { sessions } from '../../../db/schema/sessions';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { commandLine, oauthWorld, phone, readClaims } from '../../../tests/support/oauth-world';
import { hashOfSecret } from '../../secret';

const world = flowWorld();
const app = oauthWorld(world, { instances: 2 });

/** When a token was spent, so many seconds ago. */
const spentAgo = (token: string, seconds: number) =>
  world.owner
    .update(refreshTokens)
    .set({ usedAt: ago(seconds) })
    .where(eq(refreshTokens.tokenHash, hashOfSecret(token)));

const reuse = { status: 400, body: { error: 'invalid_grant', ended: 'token_reuse' } };

async function familyIs(familyId: string) {
  const [row] = await world.db.select().from(sessions).where(eq(sessions.id, familyId));
  return row?.endedReason ?? 'alive';
}

describe('a refresh token', () => {
  test('gives the next one and an access token of the same family, every time', async () => {
    const { familyId, ...first } = await app.signedInApp();
    let last = first.refresh_token;
    for (let turn = 0; turn < 5; turn += 1) {
      const next = app.tokens(await app.refresh(last, { on: turn % 2 }));
      expect(next.refresh_token).not.toBe(last);
      expect(readClaims(next.access_token).sid).toBe(familyId);
      last = next.refresh_token;
    }
    expect(await familyIs(familyId)).toBe('alive');
    expect(trailOf(await world.audit(familyId)).filter((event) => event === 'token_refreshed')).toHaveLength(
      5,
    );
  });

  test('counts as use, and moves neither the sign-in nor the proof', async () => {
    const { familyId, refresh_token } = await app.signedInApp();
    await world.age(familyId, { signedInAt: 5000, lastActiveAt: 4000, authenticatedAt: 5000 });
    const before = await world.row(familyId);
    app.tokens(await app.refresh(refresh_token));
    const after = await world.row(familyId);
    expect(after.lastActiveAt.getTime()).toBeGreaterThan(before.lastActiveAt.getTime());
    expect([after.signedInAt, after.authenticatedAt]).toEqual([before.signedInAt, before.authenticatedAt]);
  });

  test.each([
    ['1 s', 1],
    ['5 min', 300],
    ['9 min 59 s', 599],
  ])('whose answer was lost gives the same successor again after %s', async (_after, seconds) => {
    const { familyId, refresh_token } = await app.signedInApp();
    const lost = app.tokens(await app.refresh(refresh_token));
    await spentAgo(refresh_token, seconds);
    const again = app.tokens(await app.refresh(refresh_token, { on: 1 }));
    expect(again.refresh_token).toBe(lost.refresh_token);
    expect(await familyIs(familyId)).toBe('alive');
    expect(app.tokens(await app.refresh(again.refresh_token)).refresh_token).toBeTruthy();
  });

  test.each([
    ['10 min', 600],
    ['11 min', 660],
  ])('ends its family after %s, although its successor was never used', async (_after, seconds) => {
    const { familyId, refresh_token } = await app.signedInApp();
    app.tokens(await app.refresh(refresh_token));
    await spentAgo(refresh_token, seconds);
    expect(await app.refresh(refresh_token)).toMatchObject(reuse);
    expect(await familyIs(familyId)).toBe('token_reuse');
  });

  test('ends its family once its successor was used: the owner and a thief both stand outside, and the person is told', async () => {
    const { familyId, person, refresh_token: r1 } = await app.signedInApp();
    const other = await app.signedInApp(person);
    const r2 = app.tokens(await app.refresh(r1)).refresh_token;
    const r3 = app.tokens(await app.refresh(r2)).refresh_token;
    expect(await app.refresh(r1, { on: 1 })).toMatchObject(reuse);
    expect(await app.refresh(r3)).toMatchObject(reuse);
    expect(await app.refresh(r2)).toMatchObject(reuse);
    expect(await familyIs(familyId)).toBe('token_reuse');
    const trail = trailOf(await world.audit(familyId));
    expect(trail.filter((event) => event === 'authn_token_reuse')).toHaveLength(1);
    expect(trail.filter((event) => event === 'session_expired')).toHaveLength(1);
    const mails = (await world.mailsTo(person.email)).filter(({ kind }) => kind === 'token_reused');
    expect(mails).toEqual([expect.objectContaining({ facts: expect.objectContaining({ app: phone.name }) })]);
    // Another sign-in of the same app has nothing to do with it, and neither has the browser.
    expect(app.tokens(await app.refresh(other.refresh_token)).refresh_token).toBeTruthy();
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });

  test('that a thief used first: whoever of the two comes second with an older one ends it for both', async () => {
    const { familyId, refresh_token: stolen } = await app.signedInApp();
    const thief = app.tokens(await app.refresh(stolen, { on: 1 })).refresh_token;
    const owner = app.tokens(await app.refresh(stolen)).refresh_token;
    expect(owner).toBe(thief);
    const ahead = app.tokens(await app.refresh(thief, { on: 1 })).refresh_token;
    app.tokens(await app.refresh(ahead, { on: 1 }));
    expect(await app.refresh(owner)).toMatchObject(reuse);
    expect(await familyIs(familyId)).toBe('token_reuse');
  });

  test('shown twenty times at once, on two instances, has one successor', async () => {
    const { familyId, refresh_token } = await app.signedInApp();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => app.refresh(refresh_token, { on: turn % 2 })),
    );
    const successors = new Set(answers.map((told) => app.tokens(told).refresh_token));
    expect(successors.size).toBe(1);
    expect(await familyIs(familyId)).toBe('alive');
    const [successor = ''] = successors;
    expect(app.tokens(await app.refresh(successor)).refresh_token).toBeTruthy();
  });

  test('of another app, of none, and what is no refresh token are the same, and end nothing', async () => {
    const { familyId, refresh_token, access_token } = await app.signedInApp();
    const wrong = { status: 400, body: { error: 'invalid_grant' } };
    expect(await app.refresh(refresh_token, { client: commandLine })).toMatchObject(wrong);
    expect(await app.refresh(access_token)).toMatchObject(wrong);
    expect(await app.refresh(refresh_token.replace('_ref_', '_pat_'))).toMatchObject(wrong);
    expect(await app.refresh('')).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(await familyIs(familyId)).toBe('alive');
    expect(app.tokens(await app.refresh(refresh_token)).refresh_token).toBeTruthy();
  });

  test('narrows its access token to the scopes that are asked for, and widens it to none that were not given', async () => {
    const { refresh_token } = await app.signedInApp();
    const narrow = app.tokens(await app.refresh(refresh_token, { scope: 'me:read' }));
    expect(narrow.scope).toBe('me:read');
    const wide = await app.refresh(narrow.refresh_token, { scope: 'me:read keys:write' });
    expect(wide).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    // Nothing was spent by it, and the family has what it had.
    expect(app.tokens(await app.refresh(narrow.refresh_token)).scope).toBe(phone.scopes.join(' '));
  });
});

test('an app that refreshes sixty times in ten minutes is told to wait, and its token is as good as before', async () => {
  const { refresh_token, familyId } = await app.signedInApp();
  let last = refresh_token;
  for (let turn = 0; turn < 60; turn += 1) last = app.tokens(await app.refresh(last)).refresh_token;
  expect(await app.refresh(last)).toMatchObject({ status: 429, body: { error: 'slow_down' } });
  await world.owner.execute(sql`delete from rate_limits where key = ${`refreshes:${familyId}`}`);
  expect(app.tokens(await app.refresh(last)).refresh_token).toBeTruthy();
});

describe('a family that is over', () => {
  test.each([
    ['unused for 14 days', { lastActiveAt: 14 * 86_400 }, 'idle_timeout'],
    ['30 days old, however much it is used', { signedInAt: 30 * 86_400 }, 'absolute_timeout'],
  ] as const)('%s, says why, and its row does from then on', async (_how, age, reason) => {
    const { familyId, refresh_token } = await app.signedInApp();
    await world.age(familyId, age);
    expect(await app.refresh(refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', ended: reason },
    });
    expect(await familyIs(familyId)).toBe(reason);
  });

  test('one second before, it goes on', async () => {
    const { refresh_token, familyId } = await app.signedInApp();
    await world.age(familyId, { lastActiveAt: 14 * 86_400 - 60, signedInAt: 30 * 86_400 - 60 });
    expect(app.tokens(await app.refresh(refresh_token)).refresh_token).toBeTruthy();
  });

  test('because everyone was signed out in an emergency', async () => {
    const { refresh_token, familyId } = await app.signedInApp();
    await world.owner.execute(
      sql`insert into platform (sessions_valid_from, reason) values (clock_timestamp(), 'operator')`,
    );
    try {
      expect(await app.refresh(refresh_token)).toMatchObject({ body: { ended: 'operator' } });
      expect(await familyIs(familyId)).toBe('operator');
    } finally {
      await world.owner.execute(sql`delete from platform`);
    }
  });

  test('by the epoch of its person, although its row was missed', async () => {
    const { refresh_token, person, familyId } = await app.signedInApp();
    await world.owner.execute(
      sql`update users set sessions_valid_from = clock_timestamp(), sessions_ended_reason = 'password_changed' where id = ${person.userId}`,
    );
    expect(await app.refresh(refresh_token)).toMatchObject({ body: { ended: 'password_changed' } });
    expect(await familyIs(familyId)).toBe('password_changed');
  });
});

test('what nobody can record did not happen: the token is as it was', async () => {
  const { refresh_token } = await app.signedInApp();
  const { refreshFamily } = await import('./refresh');
  const input = { client: phone, refreshToken: refresh_token, scope: undefined, proofKey: null };
  await expect(refreshFamily(world.unrecordable(world.ctx()), input)).rejects.toThrow();
  const [row] = await world.db
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, hashOfSecret(refresh_token)));
  expect(row?.usedAt).toBeNull();
  expect(app.tokens(await app.refresh(refresh_token)).refresh_token).toBeTruthy();
});

describe('a crash in the middle', () => {
  /** Every statement that a refresh writes with. */
  test.each([
    ['update', 'refresh_tokens'],
    ['insert', 'refresh_tokens'],
    ['update', 'sessions'],
    ['insert', 'audit_events'],
  ])('at the %s of %s leaves all as it was: the same token works the next time', async (deed, table) => {
    const { refresh_token, familyId } = await app.signedInApp();
    const before = await world.row(familyId);
    await world.owner.execute(
      sql.raw(`create function stop_here() returns trigger language plpgsql as $$ begin raise exception 'stopped'; end $$;
        create trigger stop_here before ${deed} on ${table} for each row execute function stop_here()`),
    );
    try {
      const { refreshFamily } = await import('./refresh');
      const input = { client: phone, refreshToken: refresh_token, scope: undefined, proofKey: null };
      await expect(refreshFamily(world.ctx(), input)).rejects.toThrow();
    } finally {
      await world.owner.execute(sql.raw(`drop trigger stop_here on ${table}; drop function stop_here()`));
    }
    expect(await world.row(familyId)).toEqual(before);
    expect(app.tokens(await app.refresh(refresh_token)).refresh_token).toBeTruthy();
  });
});
