import { expect, test } from 'vitest';
import { problem } from './problem';

test.each([
  ['no_session', 401],
  ['session_ended', 401],
  ['step_up_required', 403],
  ['forbidden', 403],
  ['cross_site', 403],
  ['not_found', 404],
  ['rate_limited', 429],
  ['unavailable', 503],
] as const)('%s is a problem document with status %d that no cache keeps', async (code, status) => {
  const response = problem(code);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(response.headers.get('vary')).toBe('Cookie');
  expect(response.headers.has('www-authenticate')).toBe(status === 401);
  expect(await response.json()).toMatchObject({ type: 'about:blank', status, code });
});

test('the reason of an end is told', async () => {
  expect(await problem('session_ended', { reason: 'idle_timeout' }).json()).toMatchObject({
    reason: 'idle_timeout',
  });
});

test('the device that ended it and the time are told where they are known', async () => {
  const told = {
    reason: 'revoked_by_user',
    endedFrom: 'Firefox on Linux',
    endedAt: '2026-11-21T12:00:00.000Z',
  } as const;
  expect(await problem('session_ended', told).json()).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status: 401,
    code: 'session_ended',
    ...told,
  });
  const bare = await problem('session_ended', { reason: 'idle_timeout', endedFrom: undefined }).json();
  expect(Object.keys(bare)).not.toContain('endedFrom');
  expect(Object.keys(bare)).not.toContain('endedAt');
});

test('superseded is said only when it is so', async () => {
  expect(await problem('no_session', { superseded: true }).json()).toMatchObject({ superseded: true });
  expect(await problem('no_session', { superseded: false }).json()).not.toHaveProperty('superseded');
  expect(await problem('no_session').json()).not.toHaveProperty('superseded');
});

test('Retry-After says when to ask again: after the wait, or 5 s without a database', async () => {
  const limited = problem('rate_limited', { retryAfterSeconds: 12 });
  expect(limited.headers.get('retry-after')).toBe('12');
  expect(await limited.json()).not.toHaveProperty('retryAfterSeconds');
  expect(problem('unavailable').headers.get('retry-after')).toBe('5');
  expect(problem('forbidden').headers.has('retry-after')).toBe(false);
});
