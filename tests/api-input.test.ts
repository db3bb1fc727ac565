import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { tasks } from '../db/schema/projects';
import { makersOf } from './support/api-makers';
import { apiWorld } from './support/api-world';
import { flowWorld } from './support/flow-world';

const world = flowWorld();
const api = apiWorld(world);
const { maker, make, countOf } = makersOf(world, api);

describe('a body', () => {
  const sent = async (body: unknown, headers: Record<string, string> = {}) => {
    const ada = await maker();
    const answer = await api.ask(ada.at, { method: 'POST', token: ada.token, body, headers });
    if (answer.status !== 201) expect(await countOf(ada)).toBe(0);
    return answer;
  };

  test.each([
    ['nothing in it', {}, ['name']],
    ['a name that shows nothing', { name: ' \u200b ' }, ['name']],
    ['a name that is no text', { name: 1 }, ['name']],
    ['a list', [], ['']],
    ['text', '"x"', ['']],
    ['null', 'null', ['']],
    ['a name that is too long', { name: 'x'.repeat(101) }, ['name']],
    [
      'fields of others',
      { name: 'x', organizationId: randomUUID(), userId: randomUUID() },
      ['organizationId', 'userId'],
    ],
    ['a prototype', '{"name":"x","__proto__":{"admin":true}}', ['__proto__']],
    ['a constructor', { name: 'x', constructor: { prototype: {} } }, ['constructor']],
    ['two faults', { name: '', description: 7 }, ['name', 'description']],
  ])('with %s is refused, field by field', async (_what, body, fields) => {
    const answer = await sent(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
  });

  test.each(['{', '', '{"name":"x"', "{'name':'x'}", 'name=x'])('%j is no JSON', async (body) => {
    expect(await sent(body)).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    '',
  ])('of type %j is not read', async (type) => {
    const answer = await sent('{"name":"x"}', { 'content-type': type });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported' } });
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'of type %j is',
    async (type) => {
      expect((await sent('{"name":"x"}', { 'content-type': type })).status).toBe(201);
    },
  );

  test('that is too large is refused, whatever length it names', async () => {
    const large = { name: 'x', description: 'x'.repeat(210_000) };
    expect(await sent(large)).toMatchObject({ status: 413, body: { code: 'too_large' } });
    expect(await sent(large, { 'content-length': '10' })).toMatchObject({ status: 413 });
  });

  test.each(['\u0000', '\ud800', '\u202e', '👩‍👩‍👧‍👦'.repeat(20)])(
    'with odd characters is kept or refused, and never a fault: %j',
    async (odd) => {
      const body = { name: `x${odd}`, description: `y${odd}` };
      for (const headers of [undefined, { 'idempotency-key': 'odd' }])
        expect([201, 400]).toContain((await sent(body, headers)).status);
    },
  );

  test.each([
    ['a text', { name: 'x', description: 'a\0b' }, 'description'],
    ['a name', { name: 'a\0' }, 'name'],
    [
      'a field that is not known',
      { name: 'x', other: { deep: ['y', { deeper: '\0' }] } },
      'other.deep.1.deeper',
    ],
    ['the name of a field', { name: 'x', 'a\0b': 1 }, ''],
    ['the name of a field further in', { name: 'x', other: { 'a\0b': 1 } }, 'other'],
    ['nothing but text', JSON.stringify('\0'), ''],
  ])('with NUL in %s is refused, before Postgres chokes on it', async (_what, body, field) => {
    expect(await sent(body)).toMatchObject({
      status: 400,
      body: {
        code: 'invalid',
        errors: [{ field, message: "This contains a character that can't be used." }],
      },
    });
  });

  test('that is nested as deep as it can be is refused like any other', async () => {
    const depth = 50_000;
    const deep = (within: string) => `{"name":"x","other":${'['.repeat(depth)}${within}${']'.repeat(depth)}}`;
    for (const within of ['', JSON.stringify('\0')]) expect((await sent(deep(within))).status).toBe(400);
  });

  test('that changes nothing is refused', async () => {
    const ada = await maker();
    const { id } = (await make(ada)).body;
    const answer = await api.ask(`${ada.at}/${id}`, { method: 'PATCH', token: ada.token, body: {} });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ field: '', message: 'Send at least one field.' }] },
    });
  });
});

test('nobody acts for somebody else by naming them: without credentials nothing is read and nothing written', async () => {
  const ada = await maker();
  const body = { name: 'x', userId: ada.person.userId, organizationId: ada.organizationId };
  expect(await api.ask(ada.at, { method: 'POST', body })).toMatchObject({
    status: 401,
    body: { code: 'no_session' },
  });
  expect(await countOf(ada)).toBe(0);
});

describe('an Idempotency-Key', () => {
  const key = (text: string) => ({ 'idempotency-key': text });

  test('makes one of many that are sent, one after another and at once, and gives all the same answer', async () => {
    const ada = await maker();
    const first = await make(ada, { name: 'Once' }, key('a'));
    const more = await Promise.all(Array.from({ length: 5 }, () => make(ada, { name: 'Once' }, key('a'))));
    expect(new Set([first, ...more].map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const together = await Promise.all(
      Array.from({ length: 5 }, () => make(ada, { name: 'Twice' }, key('b'))),
    );
    expect(new Set(together.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await countOf(ada)).toBe(2);
  });

  test('that was used for something else is refused', async () => {
    const ada = await maker();
    const one = (await make(ada, { name: 'One' }, key('a'))).body;
    expect(await make(ada, { name: 'Other' }, key('a'))).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    const add = (id: string) =>
      api.ask(`${ada.at}/${id}/tasks`, {
        method: 'POST',
        token: ada.token,
        body: { title: 'T' },
        headers: key('a'),
      });
    const other = (await make(ada, { name: 'Other' })).body;
    expect((await add(one.id)).status).toBe(201);
    expect((await add(other.id)).status).toBe(422);
    expect(await world.db.$count(tasks, eq(tasks.projectId, other.id))).toBe(0);
  });

  test('of somebody else is another one', async () => {
    const [ada, eve] = [await maker(), await maker('Eve')];
    const [one, other] = [await make(ada, { name: 'X' }, key('a')), await make(eve, { name: 'X' }, key('a'))];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(other.body.id);
  });

  test('of what was refused counts for nothing', async () => {
    const ada = await maker();
    expect((await make(ada, { name: '' }, key('a'))).status).toBe(400);
    const add = (id: string) =>
      api.ask(`${ada.at}/${id}/tasks`, {
        method: 'POST',
        token: ada.token,
        body: { title: 'T' },
        headers: key('t'),
      });
    expect((await add(randomUUID())).status).toBe(404);
    const { id } = (await make(ada, { name: 'Now' }, key('a'))).body;
    expect((await add(id)).status).toBe(201);
  });

  test.each(['', ' ', 'x'.repeat(256), '\u00fc', 'a\tb'])('%j is none', async (text) => {
    const ada = await maker();
    const answer = await make(ada, { name: 'X' }, key(text));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'Idempotency-Key' }] } });
    expect(await countOf(ada)).toBe(0);
  });

  test.each(['x'.repeat(255), 'a b', '"8e03978e-40d5"', '0'])('%j is one', async (text) => {
    const ada = await maker();
    for (let n = 1; n <= 2; n++) expect((await make(ada, { name: 'X' }, key(text))).status).toBe(201);
    expect(await countOf(ada)).toBe(1);
  });
});
