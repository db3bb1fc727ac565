import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { longestApiBody } from '../../config/body-limits';
import { readJson } from './json-input';

const schema = z.object({ name: z.string() });

const sent = (body: string, headers: Record<string, string> = {}) =>
  readJson(
    new Request('https://app.example/api/names', {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json', 'content-length': String(body.length), ...headers },
    }),
    schema,
  );

test('what fits is read', async () => {
  expect(await sent('{"name":"Bridge"}')).toEqual({ name: 'Bridge' });
  expect(await sent('{"name":"Bridge"}', { 'content-type': 'application/json; charset=utf-8' })).toEqual({
    name: 'Bridge',
  });
});

describe('a body of any other kind is not read', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'of a form that another site can send without asking: %s',
    async (type) => {
      expect(await sent('{"name":"Bridge"}', { 'content-type': type })).toBeUndefined();
    },
  );

  test.each(['', '{', 'null', '[]', '{"name":7}', '{"name":{"toString":"x"}}'])('of %s', async (body) => {
    expect(await sent(body)).toBeUndefined();
  });

  test.each([
    '{"name":"a\\u0000b"}',
    '{"name":"Bridge","other":["\\u0000"]}',
    '{"name":"Bridge","\\u0000":1}',
  ])('of what holds NUL, which Postgres chokes on: %s', async (body) => {
    expect(await sent(body)).toBeUndefined();
  });

  test('of what is longer than it may be by one, or does not say how long it is', async () => {
    const length = (bytes: number) => ({ 'content-length': String(bytes) });
    expect(await sent('{"name":"x"}', length(longestApiBody))).toEqual({ name: 'x' });
    expect(await sent('{"name":"x"}', length(longestApiBody + 1))).toBeUndefined();
    expect(await sent('{"name":"x"}', { 'content-length': 'long' })).toBeUndefined();
  });
});
