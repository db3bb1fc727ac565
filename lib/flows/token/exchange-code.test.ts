import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ago } from '../../../db/ago';
import { authorizationCodes } from '../../../db/schema/authorization-codes';
import { refreshTokens } from '../../../db/schema/refresh-tokens';
import { sessions } from '../../../db/schema/sessions';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { challengeOf, commandLine, newVerifier, oauthWorld, phone } from '../../../tests/support/oauth-world';
import { hashOfSecret } from '../../secret';
import { closeDoor } from '../../session/platform';
import { revokeSession } from '../session/revoke-session';

const world = flowWorld();
const app = oauthWorld(world, { instances: 2 });

const noGood = { status: 400, body: { error: 'invalid_grant' } };

async function allowed() {
  const person = await world.person();
  const verifier = newVerifier();
  return { person, verifier, code: await app.allow(await world.signedIn(person.secret), { verifier }) };
}

const appsOf = (userId: string) =>
  world.db
    .select({ id: sessions.id, kind: sessions.kind, ended: sessions.endedReason })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .then((rows) => rows.filter(({ kind }) => kind === 'api'));

describe('a code', () => {
  test('begins one row of kind api, named after its app, with what was proven in the browser', async () => {
    const { person, code, verifier } = await allowed();
    await world.age(person.sessionId, { authenticatedAt: 200 });
    const tokens = app.tokens(await app.exchange(code, verifier));
    const [row] = await appsOf(person.userId);
    const [family, browser] = [await world.row(row?.id ?? ''), await world.row(person.sessionId)];
    expect(family).toMatchObject({
      kind: 'api',
      clientId: phone.id,
      deviceName: phone.name,
      deviceKind: 'phone',
      scopes: [...phone.scopes],
      authenticatedAt: browser.authenticatedAt,
      secretHash: hashOfSecret(tokens.refresh_token),
    });
    expect(trailOf(await world.audit(family.id))).toEqual(['session_created']);
    expect((await world.mailsTo(person.email)).map(({ kind }) => kind)).toEqual(['new_sign_in']);
  });

  test('is exchanged once of twenty times at once, and what it was exchanged for is over, because somebody shows it again', async () => {
    const { person, code, verifier } = await allowed();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => app.exchange(code, verifier, { on: turn % 2 })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 200)).toHaveLength(19);
    expect(await appsOf(person.userId)).toEqual([expect.objectContaining({ ended: 'token_reuse' })]);
  });

  test.each<[string, (given: { code: string; verifier: string }) => Record<string, string>]>([
    ['another code_verifier', () => ({ code_verifier: newVerifier() })],
    ['the challenge as the verifier', ({ verifier }) => ({ code_verifier: challengeOf(verifier) })],
    ['a verifier that is too short', () => ({ code_verifier: 'short' })],
    ['another app', () => ({ client_id: commandLine.id })],
    ['another address', () => ({ redirect_uri: `${phone.redirects[0]}/` })],
    ['one letter more in its address', () => ({ redirect_uri: `${phone.redirects[0]}x` })],
    ['a code that was never one', () => ({ code: 'x' })],
    ['a refresh token in its place', ({ code }) => ({ code: code.replace('_cod_', '_ref_') })],
  ])('with %s is refused, in the same words', async (_what, change) => {
    const { person, code, verifier } = await allowed();
    const fields = {
      grant_type: 'authorization_code',
      client_id: phone.id,
      redirect_uri: phone.redirects[0] ?? '',
      code,
      code_verifier: verifier,
      ...change({ code, verifier }),
    };
    expect(await app.post('/api/oauth/token', fields)).toMatchObject({
      ...noGood,
      body: {
        ...noGood.body,
        error_description: expect.stringContaining('The code is wrong, used, expired'),
      },
    });
    expect(await appsOf(person.userId)).toEqual([]);
  });

  test.each(['code', 'code_verifier', 'grant_type'])('without %s it says what is missing', async (field) => {
    const { code, verifier } = await allowed();
    const { [field]: _gone, ...fields } = {
      grant_type: 'authorization_code',
      client_id: phone.id,
      redirect_uri: phone.redirects[0] ?? '',
      code,
      code_verifier: verifier,
    } as Record<string, string>;
    expect(await app.post('/api/oauth/token', fields)).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: `The field ${field} is missing.` },
    });
  });

  test('is over after a minute', async () => {
    const { code, verifier } = await allowed();
    const aged = (seconds: number) =>
      world.owner
        .update(authorizationCodes)
        .set({ createdAt: ago(seconds) })
        .where(eq(authorizationCodes.codeHash, hashOfSecret(code)));
    await aged(60);
    expect(await app.exchange(code, verifier)).toMatchObject(noGood);
    await aged(50);
    expect(app.tokens(await app.exchange(code, verifier)).refresh_token).toBeTruthy();
  });

  test('opens nothing once the browser that it was given in is signed out', async () => {
    const { person, code, verifier } = await allowed();
    const other = await world.anotherSession(person);
    const revoked = await revokeSession(await world.signedIn(other.secret), { sessionId: person.sessionId });
    expect(revoked.ok).toBe(true);
    expect(await app.exchange(code, verifier)).toMatchObject(noGood);
    expect(await appsOf(person.userId)).toEqual([]);
  });

  test('begins nothing while an emergency is being committed', async () => {
    const { person, code, verifier } = await allowed();
    const answer = await world.db.transaction(async (tx) => {
      await closeDoor(tx, 'operator');
      return app.exchange(code, verifier);
    });
    await world.owner.execute(sql`delete from platform`);
    expect(answer).toMatchObject(noGood);
    expect(await appsOf(person.userId)).toEqual([]);
  });

  test('is stored nowhere, and neither is a token: the database knows hashes', async () => {
    const { code, verifier } = await allowed();
    const { refresh_token: token } = app.tokens(await app.exchange(code, verifier));
    const next = app.tokens(await app.refresh(token)).refresh_token;
    const rows = [
      ...(await world.owner.select().from(authorizationCodes)),
      ...(await world.owner.select().from(refreshTokens)),
      ...(await world.owner.select().from(sessions)),
    ];
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
      .join('\n');
    for (const secret of [code, token, next]) expect(text).not.toContain(secret.slice(7, 50));
  });
});

test('the eleventh app makes room by ending the one used longest ago, and no browser has to go', async () => {
  const person = await world.person();
  const first = await app.signedInApp(person);
  await world.age(first.familyId, { lastActiveAt: 5000 });
  for (let made = 0; made < 9; made += 1) await app.signedInApp(person);
  expect((await world.row(first.familyId)).endedReason).toBeNull();
  await app.signedInApp(person);
  expect((await world.row(first.familyId)).endedReason).toBe('session_limit');
  expect(await app.refresh(first.refresh_token)).toMatchObject({ body: { ended: 'session_limit' } });
  expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
});
