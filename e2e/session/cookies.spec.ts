import { randomBytes } from 'node:crypto';
import { age, sql } from '../support/database';
import { cookieOf, interceptAction, postForm, replay, withoutOwner } from '../support/forms';
import { ask, cookieSet, fromOurPages, type HttpAnswer } from '../support/http';
import { askRsc } from '../support/leaks';
import { createPerson, heldCookie, type TestPerson } from '../support/people';
import { sealOf } from '../support/seal';
import { expect, test } from '../support/test';

const malformed: Record<string, string> = {
  'of nothing': '',
  'of one letter': 'a',
  'of stars': '*******',
  'of another version of the seal': 'Fe26.1*1*a*b*c*1*d*e',
  'with an expiry that is no number': 'Fe26.2*1*a*b*c*abc*d*e~2',
  'with __proto__ for a key': 'Fe26.2*__proto__*a*b*c**d*e~2',
  'with constructor for a key': 'Fe26.2*constructor*a*b*c**d*e~2',
  'of 4 KB': 'a'.repeat(4096),
  'of 16 KB': 'a'.repeat(16_384),
  'with a NUL in code': '%00',
  'with half a code': '%',
  'with SQL': "'; drop table sessions--",
  'with an emoji': Buffer.from('🦊').toString('latin1'),
};

for (const [what, cookie] of Object.entries(malformed)) {
  test(`a cookie ${what} opens nothing and breaks nothing`, async () => {
    const tooLong = cookie.length > 10_000 ? [431] : [];
    const open = await ask('/sign-in', { cookie });
    expect([200, ...tooLong]).toContain(open.status);
    const page = await ask('/dashboard', { cookie });
    expect([303, ...tooLong]).toContain(page.status);
    const api = await ask('/api/session', { cookie });
    expect([401, ...tooLong]).toContain(api.status);
    const ended = await ask('/sign-in', { headers: { cookie: `ended-session=${cookie}` } });
    expect([200, ...tooLong]).toContain(ended.status);
  });
}

/** Changes one character in the middle of a part of the seal, counted from one: its last may carry unused bits (docs/security.md F8). */
function flipped(cookie: string, part: number): string {
  const parts = cookie.split('*');
  const text = parts[part - 1] ?? '';
  const middle = Math.floor(text.length / 2) - 2;
  parts[part - 1] = text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1);
  return parts.join('*');
}

test('a seal that was changed anywhere opens nothing', async ({ person }) => {
  const [cookie, other] = [await cookieOf(person), await cookieOf(await createPerson('Bob Example'))];
  const mixed = [3, 4, 5, 7, 8].map((part) => {
    const parts = cookie.split('*');
    parts[part - 1] = other.split('*')[part - 1] ?? '';
    return parts.join('*');
  });
  const expiring = cookie.split('*');
  expiring[5] = '99999999999999';
  for (const changed of [
    ...[3, 4, 5, 7, 8].map((part) => flipped(cookie, part)),
    ...mixed,
    expiring.join('*'),
  ]) {
    expect(changed).not.toBe(cookie);
    expect((await ask('/api/session', { cookie: changed })).status).toBe(401);
    expect((await ask('/dashboard', { cookie: changed })).status).toBe(303);
  }
  expect((await ask('/api/session', { cookie })).status).toBe(200);
});

test('a valid seal of a secret that belongs to no session opens nothing and makes no row', async ({
  person,
}) => {
  const strangers = [
    { secret: randomBytes(32).toString('base64url') },
    { secret: person.id },
    { secret: { toString: 'x' } },
    { id: person.id, userId: person.id },
    {},
  ];
  const [before] = await sql`select count(*)::int as rows from sessions where user_id = ${person.id}`;
  for (const content of strangers) {
    const cookie = await sealOf(content);
    expect((await ask('/api/session', { cookie })).status).toBe(401);
    const page = await ask('/dashboard', { cookie });
    expect(page.status).toBe(303);
    expect(page.setCookies.join()).toContain('session=;');
  }
  const [after] = await sql`select count(*)::int as rows from sessions where user_id = ${person.id}`;
  expect(after).toEqual(before);
});

test('of two session cookies at once everything sees the same one, or none', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/ERR_FAILED/);
  const bob = await createPerson('Bob Example');
  const bobs = await cookieOf(bob);
  const alices = await heldCookie(signedIn.context());
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('Whose is it');
  const create = await interceptAction(signedIn, () =>
    signedIn.getByRole('button', { name: 'Create note' }).click(),
  );
  for (const [first, second] of [
    [alices, bobs],
    [bobs, alices],
  ] as const) {
    const headers = { cookie: `session=${first}; session=${second}` };
    const seen = new Set<string>();
    const note = (text: string) => {
      const who = [person.email, bob.email].filter((email) => text.includes(email));
      seen.add(who.join(' and ') || 'nobody');
    };
    note((await ask('/dashboard', { headers })).text);
    note((await askRsc('/dashboard', { headers })).text);
    note((await ask('/api/session', { headers })).text);
    await replay(withoutOwner(create), { headers });
    const [made] = await sql`
      delete from test_notes where name = 'Whose is it' and user_id in (${person.id}, ${bob.id}) returning user_id`;
    note(made ? (made.user_id === bob.id ? bob.email : person.email) : '');
    expect([...seen]).toHaveLength(1);
  }
});

test('the answer to a question in the background never takes a cookie out of the browser', async ({
  person,
}) => {
  // It may come late, when somebody has just signed in again: it would sign them out, and nobody could say why.
  const cookie = await cookieOf(person);
  await sql`update sessions set ended_at = now(), ended_reason = 'idle_timeout' where user_id = ${person.id}`;
  for (const headers of [{}, { 'next-router-prefetch': '1' }]) {
    const answer = await askRsc('/test-notes', { cookie, headers });
    expect(answer.setCookies.filter((line) => line.startsWith('session='))).toEqual([]);
  }
  expect((await ask('/api/session', { cookie })).setCookies).toEqual([]);
});

/** Proves who it is, without scripts, and returns the cookie that takes the place of the one before. */
async function stepUp(person: TestPerson, cookie: string): Promise<string> {
  const answer = await postForm('/step-up', 'name="password"', { password: person.password }, { cookie });
  const next = cookieSet(answer);
  if (!next) throw new Error(`step-up was answered with ${answer.status}`);
  return next;
}

const touchesCookie = ({ setCookies }: HttpAnswer) => setCookies.some((line) => line.startsWith('session='));

test('a late answer to a cookie from two rotations ago leaves the living one alone', async ({ person }) => {
  const first = await cookieOf(person);
  const third = await stepUp(person, await stepUp(person, first));
  for (const path of ['/dashboard', '/settings/sessions']) {
    const late = await ask(path, { cookie: first });
    expect(late.status).toBe(303);
    expect(touchesCookie(late), path).toBe(false);
  }
  expect((await ask('/dashboard', { cookie: third })).status).toBe(200);
});

test('a late answer to an ended session leaves the cookie of a later sign-in in that browser alone', async ({
  person,
}) => {
  const typed = { email: person.email, password: person.password };
  const before = await postForm('/sign-in', 'name="email"', typed);
  const device = `device=${cookieSet(before, 'device')}`;
  const dead = `${device}; session=${cookieSet(before)}`;
  await age(person, { idleSeconds: 1801 });
  // Dead, and nobody has signed in since: the cookie goes.
  expect(touchesCookie(await ask('/dashboard', { headers: { cookie: dead } }))).toBe(true);
  const after = await postForm('/sign-in', 'name="email"', typed, { headers: { cookie: dead } });
  for (const [method, path] of [
    ['GET', '/dashboard'],
    ['DELETE', '/api/session'],
  ] as const) {
    const late = await ask(path, { method, headers: { ...fromOurPages(), cookie: dead } });
    expect(touchesCookie(late), path).toBe(false);
  }
  expect((await ask('/dashboard', { cookie: cookieSet(after) })).status).toBe(200);
});
