import { age, liveSession, sessionRows, sql } from '../support/database';
import { secondUrl } from '../support/environment';
import { cookieOf, interceptAction, recordAction, replay, withText } from '../support/forms';
import { ask, fromOurPages, type HttpAnswer } from '../support/http';
import { askRsc } from '../support/leaks';
import { canary, createPerson, heldCookie, signOutByMenu, type TestPerson } from '../support/people';
import { expect, firefoxOnMac, test } from '../support/test';
import { addNote, notesOf } from '../support/test-notes';

const protectedPages = [
  '/dashboard',
  '/test-notes',
  '/test-notes/new',
  '/settings',
  '/settings/profile',
  '/settings/security',
  '/settings/sessions',
  '/settings/plan', // only: plans
  '/step-up',
];

/** Somebody with data that nobody else may see, and a cookie whose session has ended. */
async function victimWithEndedCookie(person: TestPerson) {
  const note = canary();
  const { id } = await addNote(person, note);
  const cookie = await cookieOf(person);
  expect((await ask(`/test-notes/${id}`, { cookie })).text).toContain(note);
  expect((await askRsc('/test-notes', { cookie })).text).toContain(note);
  await age(person, { idleSeconds: 1801 });
  return { note, id, cookie, secrets: [note, person.email, person.name] };
}

function expectDenied(answer: HttpAnswer, secrets: readonly string[], what: string): void {
  expect(answer.status, what).toBeLessThan(500);
  expect(answer.headers.location ?? '', what).not.toContain('evil.com');
  for (const secret of secrets) expect(answer.everything, what).not.toContain(secret);
}

test('every page sends who is not signed in to sign in, with nothing of anybody in any body', async ({
  person,
}) => {
  const { cookie, secrets, id } = await victimWithEndedCookie(person);
  for (const path of [...protectedPages, `/test-notes/${id}`]) {
    for (const held of [undefined, cookie, 'garbage']) {
      const answer = await ask(path, { cookie: held });
      expect(answer.status, path).toBe(303);
      expect(answer.headers.location, path).toContain('/sign-in');
      expectDenied(answer, secrets, path);
      expectDenied(await askRsc(path, { cookie: held }), secrets, path);
    }
  }
});

const forgedHandOff = (person: TestPerson) =>
  `${Buffer.from(
    JSON.stringify({
      user: { id: person.id, email: person.email, name: person.name },
      session: {
        id: person.id,
        remembered: false,
        idleSecondsLeft: 900,
        absoluteSecondsLeft: 900,
        stepUpSecondsLeft: 900,
      },
      now: new Date().toISOString(),
    }),
  ).toString('base64url')}.${Buffer.alloc(32, 7).toString('base64url')}`;

test('no header lets a request around the gate', async ({ person }) => {
  const { cookie, secrets } = await victimWithEndedCookie(person);
  const handOff = forgedHandOff(person);
  const around: Record<string, string>[] = [
    ...['proxy', 'middleware', 'src/proxy', 'src/middleware', 'pages/_middleware'].map((name) => ({
      'x-middleware-subrequest': Array(5).fill(name).join(':'),
    })),
    { 'x-middleware-rewrite': '/test-notes' },
    { 'x-middleware-next': '1' },
    { 'x-nextjs-data': '1' },
    { 'x-invoke-path': '/test-notes' },
    { 'x-matched-path': '/test-notes' },
    { 'x-now-route-matches': '1=test-notes' },
    { 'x-own-hand-off': handOff },
    {
      'x-middleware-override-headers': 'x-own-hand-off',
      'x-middleware-request-x-own-hand-off': handOff,
    },
    { 'x-own-asked': '//evil.com', 'x-own-peer': '10.0.0.1', 'x-request-id': 'mine' },
  ];
  const questions = around.flatMap((headers) => [{ headers }, { headers, cookie }]);
  for (const path of ['/test-notes', '/settings/sessions', '/dashboard']) {
    for (const question of questions) {
      expectDenied(await ask(path, question), secrets, JSON.stringify(question.headers));
      expectDenied(await askRsc(path, question), secrets, JSON.stringify(question.headers));
    }
  }
});

test('no spelling of an address and no transport lets a request around the gate', async ({ person }) => {
  const { cookie, secrets } = await victimWithEndedCookie(person);
  const paths = [
    '/test-notes?_rsc=1',
    '/test-notes.rsc',
    '/test-notes.segments/_tree.segment.rsc',
    '/test-notes.segments/test-notes/__PAGE__.segment.rsc',
    '/_next/data/build/test-notes.json',
    '//test-notes',
    '/test-notes/',
    '/./test-notes',
    '/%2e/test-notes',
    '/x/../test-notes',
    '/test-notes;x',
    '/TEST-NOTES',
    '/%70rojects',
    '/test-notes%2f',
    '/test-notes?nxtPid=1',
    '/api/../test-notes',
    '/_next/static/../../test-notes',
    '/_next/image/../../test-notes',
  ];
  const transports = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
    { rsc: '1', 'next-router-segment-prefetch': '/test-notes/__PAGE__' },
  ];
  const questions = transports.flatMap((headers) => [{ headers }, { headers, cookie }]);
  for (const path of paths) {
    for (const question of questions) expectDenied(await ask(path, question), secrets, path);
  }
});

test('an address that looks like a file is not cached with somebody’s page in it', async ({ person }) => {
  const note = canary();
  await addNote(person, note);
  const cookie = await cookieOf(person);
  for (const path of [
    '/test-notes/x.css',
    '/test-notes;.js',
    '/test-notes%2f..%2fx.png',
    '/test-notes/.png',
    '/settings/sessions/x.css',
  ]) {
    const answer = await ask(path, { cookie });
    expect(answer.status, path).toBeGreaterThanOrEqual(300);
    expect(answer.status, path).toBeLessThan(500);
    expect(answer.everything, path).not.toContain(note);
    expect(answer.headers['cache-control'] ?? '', path).not.toMatch(/public|s-maxage/);
  }
});

test('a note of somebody else is as absent as one that never was', async ({ person }) => {
  const note = canary();
  const { id } = await addNote(person, note);
  const cookie = await cookieOf(await createPerson('Bob Example'));
  for (const path of [`/test-notes/${id}`, `/test-notes/${crypto.randomUUID()}`, '/test-notes/not-an-id']) {
    for (const answer of [await ask(path, { cookie }), await askRsc(path, { cookie })]) {
      expect(answer.everything).not.toContain(note);
      expect(answer.text).toContain('This page does not exist');
    }
  }
});

test('a recorded action does nothing without a session of its own, from whichever page it is sent', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/ERR_FAILED/);
  const note = canary();
  const { id } = await addNote(person, note);
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  await signedIn.goto(`/test-notes/${id}`);
  await signedIn.getByLabel('Name').fill('changed by a replay');
  const calls = [
    await interceptAction(signedIn, () => signedIn.getByRole('button', { name: 'Save' }).click()),
    await interceptAction(signedIn, async () => {
      await signedIn.getByRole('button', { name: 'Delete note' }).click();
      await signedIn.getByRole('alertdialog').getByRole('button', { name: 'Delete note' }).click();
    }),
  ];
  await signedIn.goto('/settings/sessions');
  const device = signedIn.getByRole('listitem').filter({ hasText: 'Firefox on Mac' });
  calls.push(await interceptAction(signedIn, () => device.getByRole('button', { name: 'Revoke' }).click()));
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('made by a replay');
  const create = await interceptAction(signedIn, () =>
    signedIn.getByRole('button', { name: 'Create note' }).click(),
  );
  const ended = await heldCookie(signedIn.context());
  await signOutByMenu(signedIn);
  const bob = await createPerson('Bob Example');
  const bobs = await cookieOf(bob);
  const [notes, sessions] = [await notesOf(person), await sessionRows(person)];
  const nobodys = { headers: { 'x-own-hand-off': forgedHandOff(person) } };
  const attempts = [
    ...[...calls, create].flatMap((call) =>
      [nobodys, { cookie: ended }].map((question) => ({ call, question })),
    ),
    ...calls.map((call) => ({ call, question: { cookie: bobs } })),
  ];
  for (const path of ['/', '/sign-in', '/help/sessions', '/test-notes']) {
    for (const { call, question } of attempts)
      expectDenied(await replay(call, question, path), [note, person.email], path);
  }
  expect(await notesOf(person)).toEqual(notes);
  expect(await sessionRows(person)).toEqual(sessions);
  expect(await notesOf(bob)).toEqual([]);
});

test('an action that is not sent as a form is refused and breaks nothing', async ({ signedIn, person }) => {
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('A form');
  const call = await recordAction(signedIn, () =>
    signedIn.getByRole('button', { name: 'Create note' }).click(),
  );
  const cookie = await heldCookie(signedIn.context());
  const before = await notesOf(person);
  for (const body of ['[]', '["$K1"]', '[1,2]', '[{"__proto__":{}},{}]', 'null', '{', '']) {
    const answer = await ask('/', {
      method: 'POST',
      cookie,
      headers: {
        ...fromOurPages(),
        'next-action': call.headers['next-action'] ?? '',
        'content-type': 'text/plain',
      },
      body,
    });
    expect(answer.text, body).not.toMatch(/at .*\.(ts|js):\d+|postgres|select /);
  }
  const [row] = await sql`select count(*)::int as rows from test_notes where user_id = ${person.id}`;
  expect(row?.rows).toBe(before.length);
  await liveSession(person);
  const fields = withText(call, 'A form', 'A f\u0000rm');
  expect((await replay(fields, { cookie })).status).toBeLessThan(500);
  expect(await notesOf(person)).toHaveLength(before.length);
});

test('another instance checks just the same', async ({ person }) => {
  const { cookie, secrets } = await victimWithEndedCookie(person);
  const answer = await ask('/test-notes', { cookie, at: secondUrl() });
  for (const secret of secrets) expect(answer.everything).not.toContain(secret);
});
