import { describe, expect, test } from 'vitest';
import { apiPath, clientWorld, type Fate } from '../../tests/support/client-world';
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

describe('a call', () => {
  test('takes the token that is there while it is good for half a minute', async () => {
    const { store, person } = await signedIn();
    const on = line();
    clock.at += minutes(9);
    const answer = await clientOn(on, store).fetch(apiPath);
    expect(await answer.json()).toMatchObject({ id: person.userId });
    expect(on.asked).toEqual([apiPath]);
  });

  test('renews it first when half a minute is left, and keeps what it got before it uses it', async () => {
    const { store, refreshToken } = await signedIn();
    const on = line();
    clock.at += 570_000;
    expect((await clientOn(on, store).fetch(apiPath)).status).toBe(200);
    expect(on.refreshes).toBe(1);
    const kept = await tokensOf(store);
    expect(kept.refreshToken).not.toBe(refreshToken);
    expect(kept.expiresAt).toBe(clock.at + 600_000);
  });

  test('goes by the server’s clock: with its own an hour ahead or behind, the token lasts as long', async () => {
    for (const off of [3_600_000, -3_600_000]) {
      const { store } = await signedIn();
      const on = line();
      const dated = (async (input, init) => {
        const answer = await on.fetch(input, init);
        const headers = new Headers(answer.headers);
        headers.set('date', new Date(clock.at).toUTCString());
        return new Response(answer.body, { status: answer.status, headers });
      }) as typeof fetch;
      const client = clientOn(on, store, { fetch: dated, now: () => clock.at + off });
      await store.save({ ...(await tokensOf(store)), expiresAt: 0 });
      await client.fetch(apiPath);
      expect(Math.round((await tokensOf(store)).clockOffset / 1000)).toBeCloseTo(-off / 1000, -1);
      clock.at += minutes(9);
      await client.fetch(apiPath);
      expect(on.refreshes).toBe(1);
      clock.at += 35_000;
      await client.fetch(apiPath);
      expect(on.refreshes).toBe(2);
    }
  });

  test('that is refused for its token renews it and goes through, body and all', async () => {
    const { store, person } = await signedIn();
    await store.save({ ...(await tokensOf(store)), accessToken: 'of yesterday' });
    const on = line();
    const answer = await clientOn(on, store).fetch(apiPath, { method: 'POST', body: 'what was typed' });
    expect(await answer.json()).toEqual({ id: person.userId, sent: 'what was typed' });
    expect(on.asked).toEqual([
      apiPath,
      '/.well-known/oauth-authorization-server',
      '/api/oauth/token',
      apiPath,
    ]);
  });

  test('that is refused twice is answered by the second refusal', async () => {
    const { store } = await signedIn();
    const on = line();
    const refusing = (async (input, init) => {
      if (new URL(new Request(input, init).url).pathname !== apiPath) return on.fetch(input, init);
      on.asked.push(apiPath);
      return new Response(null, {
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      });
    }) as typeof fetch;
    expect((await clientOn(on, store, { fetch: refusing }).fetch(apiPath)).status).toBe(401);
    expect(on.asked.filter((path) => path === apiPath)).toHaveLength(2);
    expect(on.refreshes).toBe(1);
  });

  test('with a body that can be read once renews for the next one, and says what was answered', async () => {
    const { store } = await signedIn();
    await store.save({ ...(await tokensOf(store)), accessToken: 'of yesterday' });
    const client = clientOn(line(), store);
    const body = new Blob(['once']).stream();
    const once = { method: 'POST', body, duplex: 'half' } as RequestInit;
    expect((await client.fetch(apiPath, once)).status).toBe(401);
    expect((await client.fetch(apiPath)).status).toBe(200);
  });

  test.each([
    ['wants a person', 401, 'Bearer error="insufficient_user_authentication"'],
    ['wants another scope', 403, 'Bearer error="insufficient_scope"'],
    ['was one too many', 429, ''],
    ['met a server without its database', 503, ''],
  ])('that %s is answered as it is, and nobody is signed out', async (_why, status, challenge) => {
    const { store, refreshToken } = await signedIn();
    const other = (async () =>
      new Response(null, {
        status,
        headers: challenge ? { 'www-authenticate': challenge } : {},
      })) as typeof fetch;
    const client = clientOn(line(), store, { fetch: other });
    expect((await client.fetch(apiPath)).status).toBe(status);
    expect((await tokensOf(store)).refreshToken).toBe(refreshToken);
  });

  test('to another server is none: the token stays here', async () => {
    const { store } = await signedIn();
    const on = line();
    for (const path of ['https://evil.example/api', '//evil.example/api', '\\\\evil.example'])
      await expect(clientOn(on, store).fetch(path)).rejects.toThrow(TypeError);
    expect(on.asked).toEqual([]);
  });

  test('where nobody has signed in says so, and asks nobody', async () => {
    const on = line();
    const { memoryStore } = await import('./store');
    await expect(clientOn(on, memoryStore()).fetch(apiPath)).rejects.toMatchObject({
      reason: 'not_signed_in',
    });
    expect(on.asked).toEqual([]);
  });
});

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

describe('nobody is signed out', () => {
  const html = '<html><body>Welcome to our hotel</body></html>';
  const between: [string, () => Fate, number][] = [
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
