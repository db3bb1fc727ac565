import { liveSession, sessionRow } from '../support/database';
import { baseUrl, secondUrl } from '../support/environment';
import { hiddenFields, interceptAction, multipart, replay } from '../support/forms';
import { ask } from '../support/http';
import { heldCookie } from '../support/people';
import { expect, test } from '../support/test';
import { notesOf } from '../support/test-notes';

const port = () => new URL(baseUrl()).port;

/** Requests that do not come from our own pages, by the headers that browsers and others send. */
const foreign: Record<string, () => Record<string, string>> = {
  'from another site': () => ({ origin: 'https://evil.example' }),
  'from an opaque origin': () => ({ origin: 'null' }),
  'from a subdomain': () => ({ origin: `http://evil.localhost:${port()}` }),
  'from a name that begins like ours': () => ({ origin: `http://localhost.evil.example:${port()}` }),
  'from our host with another scheme': () => ({ origin: `https://localhost:${port()}` }),
  'from another port of our host': () => ({ origin: secondUrl() }),
  'that the browser calls cross-site': () => ({ origin: baseUrl(), 'sec-fetch-site': 'cross-site' }),
  'that the browser calls same-site': () => ({ origin: baseUrl(), 'sec-fetch-site': 'same-site' }),
  'typed into the address bar': () => ({ 'sec-fetch-site': 'none' }),
  'that does not say where it comes from': () => ({}),
  'with a forged forwarded host': () => ({
    origin: 'https://evil.example',
    'x-forwarded-host': 'evil.example',
  }),
  'with a forged host': () => ({ origin: 'http://evil.example', host: 'evil.example' }),
};

test('no form or action is taken from another site', async ({ signedIn, person, expectTrouble }) => {
  expectTrouble(/ERR_FAILED/);
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('Not wanted');
  const call = await interceptAction(signedIn, () =>
    signedIn.getByRole('button', { name: 'Create note' }).click(),
  );
  const cookie = await heldCookie(signedIn.context());
  const html = (await ask('/test-notes/new', { cookie })).text;
  const form = await multipart({ ...hiddenFields(html, 'name="name"'), name: 'Not wanted', description: '' });
  for (const [what, headers] of Object.entries(foreign)) {
    for (const path of ['/test-notes/new', '/']) {
      const answer = await ask(path, {
        method: 'POST',
        cookie,
        headers: { ...call.headers, ...headers() },
        body: call.body,
      });
      expect(answer.status, `action ${what}`).toBeGreaterThanOrEqual(400);
    }
    const posted = { 'content-type': form.type, ...headers() };
    const answer = await ask('/test-notes/new', { method: 'POST', cookie, headers: posted, body: form.body });
    expect(answer.status, `form ${what}`).toBeGreaterThanOrEqual(400);
  }
  expect(await notesOf(person)).toEqual([]);
  // The same call from our own page goes through: it was refused for where it came from.
  await replay(call, { cookie });
  expect(await notesOf(person)).toHaveLength(1);
});

test('the API takes nothing from another site', async ({ signedIn, person }) => {
  const cookie = await heldCookie(signedIn.context());
  const before = await liveSession(person);
  for (const [what, headers] of Object.entries(foreign)) {
    for (const [method, path] of [
      ['POST', '/api/session/touch'],
      ['DELETE', '/api/session'],
      ['POST', '/api/nothing'],
    ] as const) {
      const answer = await ask(path, { method, cookie, headers: headers() });
      expect(answer.status, `${method} ${path} ${what}`).toBe(403);
      expect(JSON.parse(answer.text).code).toBe('cross_site');
    }
  }
  expect(await sessionRow(before.id)).toEqual(before);
});

test('nobody is signed in, signed up or signed out by another site', async ({ person }) => {
  const typed = { email: person.email, password: person.password };
  for (const path of ['/sign-in', '/sign-up']) {
    const { text } = await ask(path);
    const { body, type } = await multipart({ ...hiddenFields(text, 'name="email"'), ...typed, name: 'X' });
    for (const [what, headers] of Object.entries(foreign)) {
      const answer = await ask(path, {
        method: 'POST',
        headers: { 'content-type': type, ...headers() },
        body,
      });
      expect(answer.status, `${path} ${what}`).toBeGreaterThanOrEqual(400);
      expect(answer.setCookies).toEqual([]);
    }
  }
});

test('pages elsewhere cannot read our JSON', async ({ signedIn }) => {
  const cookie = await heldCookie(signedIn.context());
  for (const origin of ['https://evil.example', 'null', secondUrl()]) {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { origin, 'access-control-request-method': 'GET' };
      const answer = await ask('/api/session', { method, cookie, headers });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    }
  }
  const tagged = await ask('/api/session', { cookie, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(tagged.status).toBe(403);
});
