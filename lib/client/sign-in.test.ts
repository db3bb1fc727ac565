import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { apiPath, clientWorld } from '../../tests/support/client-world';
import { flowWorld } from '../../tests/support/flow-world';
import { answerShownDevice, appOrigin, oauthWorld } from '../../tests/support/oauth-world';
import { authorizationFields, backWithRefusal, grantCode, readAuthorization } from '../flows/token/authorize';
import { claimDevice } from '../flows/token/device-sign-in';
import type { ClientOptions } from './client';
import { listenForRedirect } from './loopback';
import type { RedirectTarget, ShownCode } from './sign-in';
import { memoryStore, type TokenStore } from './store';

const world = flowWorld();
const app = oauthWorld(world);
const { line, clientOn } = clientWorld(world, app);

const kept = (store: TokenStore) => store.load();
const signedOut = (store: TokenStore) => expect(kept(store)).resolves.toBeUndefined();

describe('by a code that its person types elsewhere', () => {
  const waited = (seconds: number) =>
    world.owner.execute(
      sql`update device_codes set polled_at = polled_at - make_interval(secs => ${seconds})`,
    );

  /** `onPause`: with the number of the pause and the code that was shown. */
  async function begin(
    onPause: (turn: number, shown: ShownCode) => Promise<unknown>,
    { fates = [], ...options }: Partial<ClientOptions> & { fates?: ReturnType<typeof line>['fates'] } = {},
  ) {
    const store = memoryStore();
    const on = line();
    on.fates.push(...fates);
    const pauses: number[] = [];
    const codes: ShownCode[] = [];
    const client = clientOn(on, store, {
      onPause: async (seconds) => {
        pauses.push(seconds);
        const [shown] = codes;
        if (shown) await onPause(pauses.length, shown);
        await waited(seconds);
      },
      ...options,
    });
    const done = client.signInWithDevice({ onCode: (shown) => void codes.push(shown) });
    return { store, client, pauses, codes, done, on };
  }

  async function answerIn(code: ShownCode, approve: boolean) {
    const { userId, secret } = await world.person();
    const ctx = await world.signedIn(secret);
    expect((await claimDevice(ctx, code.userCode)).ok).toBe(true);
    expect((await answerShownDevice(ctx, approve)).ok).toBe(true);
    return userId;
  }

  test('asks every five seconds, and is signed in when it was typed', async () => {
    let userId = '';
    const { done, client, pauses, codes } = await begin(async (turn, code) => {
      if (turn === 3) userId = await answerIn(code, true);
    });
    await done;
    expect(codes).toEqual([
      {
        userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
        address: `${appOrigin}/device`,
        expiresInSeconds: 600,
      },
    ]);
    expect(pauses).toEqual([5, 5, 5]);
    expect(await (await client.fetch(apiPath)).json()).toMatchObject({ id: userId });
  });

  test('asks five seconds later for good when it is told to slow down', async () => {
    const slow = Response.json({ error: 'slow_down' }, { status: 400 });
    const { done, pauses } = await begin(
      async (turn, code) => {
        if (turn === 3) await answerIn(code, true);
      },
      { fates: [slow] },
    );
    await done;
    expect(pauses).toEqual([5, 10, 10]);
  });

  test('goes on asking, less often, while nobody answers', async () => {
    const { done, pauses } = await begin(
      async (turn, code) => {
        if (turn === 4) await answerIn(code, true);
      },
      { fates: ['cut', new Response(null, { status: 503 }), 'cut'] },
    );
    await done;
    expect(pauses).toEqual([5, 10, 20, 40]);
  });

  test('is refused when its person says no, and keeps nothing', async () => {
    const { done, store } = await begin(async (turn, code) => {
      if (turn === 2) await answerIn(code, false);
    });
    await expect(done).rejects.toMatchObject({ name: 'RefusedError', code: 'access_denied' });
    await signedOut(store);
  });

  test('gives up when the code has expired', async () => {
    const { done, store, on, pauses } = await begin(async () => undefined);
    await expect(done).rejects.toMatchObject({ code: 'expired_token' });
    expect(pauses.reduce((sum, each) => sum + each, 0)).toBe(600);
    expect(on.refreshes).toBe(120);
    await signedOut(store);
  });

  test('stops asking when it is told to', async () => {
    const on = line();
    const stopping = new AbortController();
    const client = clientOn(on, memoryStore(), {
      onPause: () => stopping.abort(new Error('no longer wanted')),
    });
    const done = client.signInWithDevice({ onCode: () => undefined, signal: stopping.signal });
    await expect(done).rejects.toThrow('no longer wanted');
    expect(on.refreshes).toBe(0);
  });

  test('is refused a scope that is not this client’s', async () => {
    const client = clientOn(line(), memoryStore());
    const done = client.signInWithDevice({ scope: 'sessions:revoke', onCode: () => undefined });
    await expect(done).rejects.toMatchObject({ code: 'invalid_scope' });
  });
});

describe('by a page that comes back', () => {
  /** What the page does, for somebody who says yes or no. */
  async function answerAt(address: string, approve = true): Promise<string> {
    const asked = new URL(address).searchParams;
    const read = readAuthorization(
      Object.fromEntries(authorizationFields.map((name) => [name, asked.get(name) ?? undefined])),
    );
    if (read.kind !== 'asked') throw new Error(JSON.stringify(read));
    const { secret } = await world.person();
    return approve ? grantCode(await world.signedIn(secret), read.asked) : backWithRefusal(read.asked);
  }
  const through = (visit: RedirectTarget['visit']): RedirectTarget => ({
    uri: 'http://127.0.0.1:49152/signed-in',
    visit,
  });

  test('is signed in', async () => {
    const store = memoryStore();
    const client = clientOn(line(), store);
    await client.signInWithCode({ scope: 'me:read', redirect: through(answerAt) });
    expect((await client.fetch(apiPath)).status).toBe(200);
    expect(await kept(store)).toMatchObject({ scope: 'me:read' });
  });

  test('is refused when its person says no', async () => {
    const store = memoryStore();
    const refusing = through((address) => answerAt(address, false));
    await expect(clientOn(line(), store).signInWithCode({ redirect: refusing })).rejects.toMatchObject({
      code: 'access_denied',
    });
    await signedOut(store);
  });

  test.each([
    ['another state', 'state', 'of somebody else', 'invalid_state'],
    ['another server', 'iss', 'https://evil.example', 'invalid_issuer'],
    ['no server at all', 'iss', '', 'invalid_issuer'],
    ['no code', 'code', '', 'invalid_request'],
    ['a code that is none', 'code', 'lk_cod_x', 'invalid_grant'],
  ])('takes no answer with %s', async (_what, name, value, code) => {
    const store = memoryStore();
    const wrong = through(async (address) => {
      const back = new URL(await answerAt(address));
      if (value) back.searchParams.set(name, value);
      else back.searchParams.delete(name);
      return back.href;
    });
    await expect(clientOn(line(), store).signInWithCode({ redirect: wrong })).rejects.toMatchObject({ code });
    await signedOut(store);
  });

  test('shows its code once: where the answer is lost, the person begins again', async () => {
    const on = line();
    on.fates.push('lost');
    const done = clientOn(on, memoryStore()).signInWithCode({ redirect: through(answerAt) });
    await expect(done).rejects.toMatchObject({ name: 'UnreachableError' });
    expect(on.refreshes).toBe(1);
  });

  test('hears it at an address of its own machine, and takes no notice of other callers', async () => {
    const store = memoryStore();
    const others: number[] = [];
    const redirect = await listenForRedirect({
      open: async (address) => {
        const [back, forged] = [await answerAt(address), new URL(await answerAt(address))];
        forged.searchParams.set('state', 'guessed');
        for (const other of [forged.href, new URL('/favicon.ico', back).href])
          others.push((await fetch(other)).status);
        const answer = await fetch(back);
        expect(await answer.text()).toMatch(/close this page/);
      },
    });
    expect(redirect.uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/);
    const client = clientOn(line(), store);
    await client.signInWithCode({ redirect });
    expect(others).toEqual([404, 404]);
    expect((await client.fetch(apiPath)).status).toBe(200);
    await expect(fetch(redirect.uri)).rejects.toThrow();
  });
});
