/** Drafts by hand: what the route takes, from whom, and what it never keeps. */

import { age, sql } from '../support/database';
import { cookieOf } from '../support/forms';
import { ask, fromOurPages } from '../support/http';
import { createPerson, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

const draftRows = (person: Pick<TestPerson, 'id'>) =>
  sql<{ fields: Record<string, string> }[]>`select fields from drafts where user_id = ${person.id}`;

const put = (cookie: string | undefined, body: unknown, headers: Record<string, string> = fromOurPages()) =>
  ask('/api/drafts', {
    method: 'PUT',
    cookie,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

const draft = { form: 'test-note:new', fields: { name: 'Bridge', password: 'x', code: '123456' }, seen: 0 };
/** As the page of this person sends it. */
const draftOf = ({ id }: TestPerson) => ({ ...draft, owner: id });

test('a secret is never kept, whatever is sent', async ({ person }) => {
  const cookie = await cookieOf(person);
  expect((await put(cookie, draftOf(person))).status).toBe(200);
  expect((await draftRows(person)).map(({ fields }) => fields)).toEqual([{ name: 'Bridge' }]);
});

test('a stranger, another site and nonsense are refused, and nothing is kept', async ({ person }) => {
  const cookie = await cookieOf(person);
  expect((await put(undefined, draftOf(person))).status).toBe(401);
  expect(
    (await put(cookie, draftOf(person), { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }))
      .status,
  ).toBe(403);
  expect((await put(cookie, draftOf(person), {})).status).toBe(403);
  for (const wrong of [
    'text',
    draft,
    { ...draftOf(person), form: '../../etc' },
    { ...draftOf(person), fields: { name: 7 } },
    { ...draftOf(person), seen: -1 },
    { ...draftOf(person), fields: { name: { toString: 'x' } } },
  ]) {
    expect((await put(cookie, wrong)).status).toBe(400);
  }
  // The types that a form of another site can send without asking.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await put(cookie, draftOf(person), { ...fromOurPages(), 'content-type': type });
    expect(answer.status, type).toBe(400);
  }
  expect((await put(cookie, { ...draftOf(person), fields: { name: 'x'.repeat(40_001) } })).status).toBe(413);
  expect((await put(cookie, { ...draftOf(person), fields: { name: 'x'.repeat(250_000) } })).status).toBe(413);
  expect((await ask('/api/drafts?form=test-note:new')).status).toBe(401);
  expect((await ask('/api/drafts?form=%00', { cookie })).status).toBe(400);
  expect(await draftRows(person)).toEqual([]);
});

test('reading is for the owner alone and not for caches', async ({ person }) => {
  await put(await cookieOf(person), draftOf(person));
  const other = await createPerson('Eve Example');
  const answer = await ask('/api/drafts?form=test-note:new', { cookie: await cookieOf(other) });
  expect(JSON.parse(answer.text)).toEqual({ draft: { form: 'test-note:new', fields: {}, version: 0 } });
  expect(answer.headers['cache-control']).toBe('private, no-store');
});

test('what was typed for one person is not kept for the next one in the same browser', async ({ person }) => {
  const other = await createPerson('Bob Example');
  const cookie = await cookieOf(other);
  expect((await put(cookie, draftOf(person))).status).toBe(403);
  // Our own page is told in a way that is no error for its browser, and is shown nothing of the next person's either.
  const owner = { ...fromOurPages(), 'x-page-owner': person.id };
  const theirs = '/api/drafts?form=test-note:new';
  for (const answer of [await put(cookie, draft, owner), await ask(theirs, { cookie, headers: owner })]) {
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ done: false, reason: 'another_person' });
  }
  expect([await draftRows(person), await draftRows(other)]).toEqual([[], []]);
});

test('a draft keeps nobody signed in', async ({ person }) => {
  const cookie = await cookieOf(person);
  await age(person, { idleSeconds: 1000 });
  expect((await put(cookie, draftOf(person))).status).toBe(200);
  expect((await ask('/api/drafts?form=test-note:new', { cookie })).status).toBe(200);
  expect(
    JSON.parse((await ask('/api/session', { cookie })).text).session.idleSecondsLeft,
  ).toBeLessThanOrEqual(800);
});
