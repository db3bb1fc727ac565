import { describe, expect, test } from 'vitest';
import { apiPath, clientWorld, type LineFate } from '../../tests/support/client-world';
import { flowWorld } from '../../tests/support/flow-world';
import { oauthWorld } from '../../tests/support/oauth-world';
import { SignedOutError, UnreachableError } from './errors';
import type { ClientTokens, TokenStore } from './store';

const world = flowWorld();
const app = oauthWorld(world);
const { clock, line, clientOn, pass, age, signedIn, familyIs } = clientWorld(world, app);

const tokensOf = async (store: TokenStore) => (await store.load()) as ClientTokens;
const minutes = (n: number) => n * 60_000;
const failureOfCall = async (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('many callers', () => {
  test('that find the token old renew it once', async () => {
    const { store } = await signedIn();
    const on = line();
    clock.at += minutes(10);
    const client = clientOn(on, store);
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.fetch(apiPath)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(on.refreshes).toBe(1);
  });

  test('that are refused renew it once, also the one that hears of it last', async () => {
    const { store } = await signedIn();
    await store.save({ ...(await tokensOf(store)), accessToken: 'of yesterday' });
    const on = line();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    const slow = (async (input, init) => {
      const answer = await on.fetch(input, init);
      if (new Headers(init?.headers).has('x-slow')) await held;
      return answer;
    }) as typeof fetch;
    const client = clientOn(on, store, { fetch: slow });
    const last = client.fetch(apiPath, { headers: { 'x-slow': 'yes' } });
    const others = await Promise.all(Array.from({ length: 20 }, () => client.fetch(apiPath)));
    letGo();
    expect([...others, await last].map(({ status }) => status)).toEqual(Array(21).fill(200));
    expect(on.refreshes).toBe(1);
  });

  test('wait each for itself: one that gives up takes nobody along', async () => {
    const { store } = await signedIn();
    clock.at += minutes(10);
    const on = line();
    on.fates.push('cut');
    const client = clientOn(on, store);
    const gone = new AbortController();
    const [first, second] = [client.fetch(apiPath, { signal: gone.signal }), client.fetch(apiPath)];
    gone.abort(new Error('the page was left'));
    await expect(first).rejects.toThrow('the page was left');
    expect((await second).status).toBe(200);
  });
});

describe('an answer that is lost', () => {
  test('is asked for again with the same token a second later', async () => {
    const { store, familyId } = await signedIn();
    clock.at += minutes(10);
    const on = line();
    on.fates.push('lost');
    const pauses: number[] = [];
    const client = clientOn(on, store, { onPause: (seconds) => pauses.push(seconds) });
    expect((await client.fetch(apiPath)).status).toBe(200);
    expect(on.refreshes).toBe(2);
    expect(pauses).toEqual([expect.closeTo(0.75, 0)]);
    expect(await familyIs(familyId)).toBe('alive');
    clock.at += minutes(10);
    expect((await client.fetch(apiPath)).status).toBe(200);
  });

  test('works after five minutes without a network, asked for at growing intervals', async () => {
    const { store, familyId } = await signedIn();
    clock.at += minutes(10);
    const on = line();
    on.fates.push('lost');
    const begun = clock.at;
    const pauses: number[] = [];
    const onPause = async (seconds: number): Promise<void> => {
      pauses.push(seconds);
      await age(familyId, seconds);
      if (clock.at - begun < minutes(5)) on.fates.push('cut');
    };
    expect((await clientOn(on, store, { onPause }).fetch(apiPath)).status).toBe(200);
    expect(clock.at - begun).toBeGreaterThanOrEqual(minutes(5));
    expect(on.refreshes).toBeLessThan(20);
    pauses.forEach((pause, turn) => {
      const full = Math.min(2 ** turn, 60);
      expect(pause).toBeGreaterThanOrEqual(full / 2);
      expect(pause).toBeLessThanOrEqual(full);
    });
    expect(await familyIs(familyId)).toBe('alive');
  });

  test('is given up after ten minutes, and signs nobody out; after eleven the server ends it, and says why', async () => {
    const { store, familyId, refreshToken } = await signedIn();
    clock.at += minutes(10);
    const on = line();
    on.fates.push('lost', ...Array<'cut'>(40).fill('cut'));
    const begun = clock.at;
    const client = clientOn(on, store, { onPause: (seconds) => age(familyId, seconds) });
    await expect(client.fetch(apiPath)).rejects.toBeInstanceOf(UnreachableError);
    expect(clock.at - begun).toBeLessThanOrEqual(minutes(10));
    expect((await tokensOf(store)).refreshToken).toBe(refreshToken);
    expect(await familyIs(familyId)).toBe('alive');
    on.fates.length = 0;
    await pass(familyId, 660 - (clock.at - begun) / 1000);
    const ended = await failureOfCall(client.fetch(apiPath));
    expect(ended).toBeInstanceOf(SignedOutError);
    expect(ended).toMatchObject({ reason: 'token_reuse' });
    expect(await familyIs(familyId)).toBe('token_reuse');
  });
});

test('a program that cannot wait gives up when it wants to, and is as signed in as before', async () => {
  const { store, refreshToken } = await signedIn();
  clock.at += minutes(10);
  const on = line();
  on.fates.push(...Array<'cut'>(40).fill('cut'));
  const begun = clock.at;
  await expect(clientOn(on, store, { patience: 30 }).fetch(apiPath)).rejects.toBeInstanceOf(UnreachableError);
  expect(clock.at - begun).toBeLessThanOrEqual(30_000);
  expect((await tokensOf(store)).refreshToken).toBe(refreshToken);
});

describe('nobody is signed out', () => {
  const html = '<html><body>Welcome to our hotel</body></html>';
  const between: [string, () => LineFate, number][] = [
    ['no network', () => 'cut', 0],
    ['503 without a database', () => new Response('{"code":"unavailable"}', { status: 503 }), 0],
    ['500', () => new Response('', { status: 500 }), 0],
    ['a hotel’s page in between', () => new Response(html, { status: 200 }), 0],
    ['a proxy that wants a password', () => new Response(html, { status: 407 }), 0],
    ['an answer without tokens', () => Response.json({}), 0],
    [
      'too many requests',
      () => new Response('{"code":"rate_limited"}', { status: 429, headers: { 'retry-after': '60' } }),
      60,
    ],
  ];
  test.each(between)('by %s: it asks again', async (_what, fate, atLeast) => {
    const { store, familyId } = await signedIn();
    clock.at += minutes(10);
    const on = line();
    on.fates.push(fate());
    const pauses: number[] = [];
    const client = clientOn(on, store, { onPause: (seconds) => pauses.push(seconds) });
    expect((await client.fetch(apiPath)).status).toBe(200);
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThanOrEqual(atLeast);
    expect(await familyIs(familyId)).toBe('alive');
  });

  test('by a client that is set up wrongly, which says so', async () => {
    const { store, refreshToken } = await signedIn();
    clock.at += minutes(10);
    const client = clientOn(line(), store, { clientId: 'nobody' });
    await expect(client.fetch(apiPath)).rejects.toMatchObject({
      name: 'RefusedError',
      code: 'invalid_client',
    });
    expect((await tokensOf(store)).refreshToken).toBe(refreshToken);
  });
});

describe('a sign-in that was ended elsewhere', () => {
  test('says why at the next call, to every process, and asks no more', async () => {
    const { store, familyId, person } = await signedIn();
    const { revokeSession } = await import('../flows/session/revoke-session');
    await revokeSession(await world.signedIn(person.secret), { sessionId: familyId });
    const on = line();
    const ended = await failureOfCall(clientOn(on, store).fetch(apiPath));
    expect(ended).toBeInstanceOf(SignedOutError);
    expect(ended).toMatchObject({ reason: 'revoked_by_user' });
    const other = line();
    await expect(clientOn(other, store).fetch(apiPath)).rejects.toMatchObject({ reason: 'revoked_by_user' });
    expect(other.asked).toEqual([]);
  });
});
