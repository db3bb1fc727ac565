import { describe, expect, test } from 'vitest';
import { apiPath, clientWorld } from '../../tests/support/client-world';
import { flowWorld } from '../../tests/support/flow-world';
import { oauthWorld } from '../../tests/support/oauth-world';
import type { ClientTokens, TokenStore } from './store';

const world = flowWorld();
const app = oauthWorld(world);
const { clock, line, clientOn, signedIn } = clientWorld(world, app);

const tokensOf = async (store: TokenStore) => (await store.load()) as ClientTokens;
const minutes = (n: number) => n * 60_000;

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
