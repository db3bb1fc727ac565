import { productionServer, startChild } from '../../scripts/child';
import { freePort } from '../../scripts/free-port';
import { endInDatabase, liveSession, sessionRow } from '../support/database';
import { secondUrl } from '../support/environment';
import { cookieOf } from '../support/forms';
import { ask, fromOurPages } from '../support/http';
import { type HeldStream, holdStream } from '../support/streams';
import { expect, test } from '../support/test';

test('a stream speaks at once, is not compressed, and says at its end what the API says afterwards', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  const { id } = await liveSession(person);
  const stream = await holdStream(cookie, { headers: { 'accept-encoding': 'gzip, br' } });
  expect(stream.status).toBe(200);
  expect(stream.text).toMatch(/^retry: 2000\n: open\n\n/);
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'private, no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  expect(stream.headers['content-encoding']).toBeUndefined();
  expect(stream.headers['set-cookie']).toBeUndefined();
  await endInDatabase(id, 'revoked_by_user');
  await expect.poll(() => stream.over).toBe(true);
  const told = JSON.parse(stream.text.split('event: ended\ndata: ')[1] ?? '{}');
  const { reason, endedAt } = JSON.parse((await ask('/api/session', { cookie })).text);
  expect(told).toEqual({ reason, endedAt, byItself: false });
  expect(told.endedAt).toBe((await sessionRow(id)).ended_at?.toISOString());
});

test('who signs out at one instance is told so by the stream of the other', async ({ person }) => {
  const cookie = await cookieOf(person);
  const stream = await holdStream(cookie, { at: secondUrl() });
  await ask('/api/session', { cookie, method: 'DELETE', headers: fromOurPages() });
  await expect.poll(() => stream.over).toBe(true);
  expect(stream.text).toContain('"reason":"signed_out"');
  expect(stream.text).toContain('"byItself":true');
});

test('a stranger, a dead cookie and another site get no stream', async ({ person }) => {
  const stranger = await holdStream(undefined);
  expect([stranger.status, stranger.headers['content-type']]).toEqual([401, 'application/problem+json']);
  expect(JSON.parse(stranger.text)).toMatchObject({ code: 'no_session' });
  const cookie = await cookieOf(person);
  const foreign = await holdStream(cookie, { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(foreign.status).toBe(403);
  await endInDatabase(person, 'session_limit');
  const dead = await holdStream(cookie);
  expect(dead.status).toBe(401);
  expect(JSON.parse(dead.text)).toMatchObject({ code: 'session_ended', reason: 'session_limit' });
});

test('asking for the head alone is answered at once and opens nothing', async ({ person }) => {
  const cookie = await cookieOf(person);
  const first = await holdStream(cookie);
  for (let n = 0; n < 8; n += 1) {
    const head = await ask('/api/session/events', { cookie, method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
  }
  // Eight streams more would have taken its place.
  expect(first.over).toBe(false);
  first.leave();
});

test('a session has five streams at an instance: a sixth ends the oldest, and one that left makes room', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  const held: HeldStream[] = [];
  for (let n = 0; n < 5; n += 1) held.push(await holdStream(cookie));
  // Thirty that come and go: had one of them kept its place, the oldest would have lost its own.
  for (let n = 0; n < 30; n += 1) {
    held.pop()?.leave();
    await expect.poll(() => held.length).toBe(4);
    held.push(await holdStream(cookie));
  }
  expect(held.map(({ over }) => over)).toEqual([false, false, false, false, false]);
  held.push(await holdStream(cookie));
  await expect.poll(() => held[0]?.over).toBe(true);
  expect(held[0]?.text).not.toContain('ended');
  expect(held.slice(1).map(({ over }) => over)).toEqual([false, false, false, false, false]);
  for (const each of held) each.leave();
  expect((await liveSession(person)).ended_at).toBeNull();
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`a server that is stopped with ${signal} does not wait for twenty open streams`, async ({
    person,
  }) => {
    const port = await freePort(41_000 + Math.floor(Math.random() * 5000));
    const at = `http://localhost:${port}`;
    const env = { ...process.env, NODE_ENV: 'production' as const, APP_URL: at, PORT: String(port) };
    const written: string[] = [];
    const server = startChild(productionServer('-p', String(port)), {
      env,
      output: (text) => written.push(text),
    });
    try {
      const ready = () =>
        ask('/api/ready', { at }).then(
          ({ status }) => status,
          () => 0,
        );
      await expect.poll(ready, { timeout: 30_000 }).toBe(200);
      const held: HeldStream[] = [];
      for (let n = 0; n < 4; n += 1) {
        const cookie = await cookieOf(person, { at });
        for (let m = 0; m < 5; m += 1) held.push(await holdStream(cookie, { at }));
      }
      expect(held.filter(({ status, over }) => status === 200 && !over)).toHaveLength(20);
      const began = performance.now();
      const code = await server.stop(signal);
      const seconds = (performance.now() - began) / 1000;
      test.info().annotations.push({ type: 'seconds to the exit', description: seconds.toFixed(2) });
      expect(code).toBe(signal === 'SIGTERM' ? 143 : 130);
      expect(seconds).toBeLessThan(4);
      expect(held.every(({ over, text }) => over && !text.includes('ended'))).toBe(true);
      // The row is as it was: a stopped server signs nobody out.
      expect(written.join('')).not.toMatch(/unhandled|"level":"(error|fatal)"/i);
    } finally {
      await server.stop('SIGKILL');
    }
  });
}
