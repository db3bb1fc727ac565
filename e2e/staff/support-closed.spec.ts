import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sessionRows, sql } from '../support/database';
import { baseUrl } from '../support/environment';
import { calledWith, cookieOf, hiddenFields, multipart } from '../support/forms';
import { ask, fromOurPages } from '../support/http';
import { createPerson, type TestPerson } from '../support/people';
import { becomeStaff } from '../support/staff';
import { expect, test } from '../support/test';
import { allowVisit, beginVisit, signInto, visitCookies, visitsTo } from '../support/visits';

async function begin(page: Page, staff: TestPerson, level: 'view' | 'act') {
  await becomeStaff(page, staff, 'administrator' as const);
  const customer = await createPerson('Grace Hopper');
  await allowVisit(staff, customer, level);
  await beginVisit(page, customer);
  return { customer, cookie: await visitCookies(page) };
}

type Reference = {
  readonly filename?: string;
  readonly exportedName?: string;
  readonly workers: Readonly<Record<string, unknown>>;
};
const references = () =>
  (
    JSON.parse(
      readFileSync(
        join(process.env.NEXT_DIST_DIR ?? '.next', 'server/server-reference-manifest.json'),
        'utf8',
      ),
    ) as { node: Record<string, Reference> }
  ).node;

const pathOf = (page: string) =>
  page
    .replace(/^app/, '')
    .replace(/\/\([^)]*\)/g, '')
    .replace(/\/page$/, '')
    .replace(/\[[^\]]*\]+/g, 'none') || '/';

/** These go on during a visit; what they do is tried elsewhere. */
const goesOn = ['stopVisitAction', 'signOutAction'];
const ofProjects: readonly string[] = [
  // only: sample, from here
  'createAction',
  'saveAction',
  'addTaskToAction',
  'setDoneAction',
  // only: sample, to here
];

for (const level of ['view', 'act'] as const)
  test(`no action for signed-in people answers support at the level “${level}”, but those that say so`, async ({
    signedIn,
    person,
  }) => {
    test.slow();
    const { customer, cookie } = await begin(signedIn, person, level);
    const known = Object.entries(references()).filter(([, { filename = '' }]) =>
      /app\/(\(signed-in\)|guard)\//.test(filename),
    );
    expect(known.length).toBeGreaterThan(40);
    const answered: string[] = [];
    for (const [id, { workers, exportedName = '' }] of known) {
      if (goesOn.includes(exportedName)) continue;
      const { body, type } = await calledWith({});
      const headers = { ...fromOurPages(), cookie, 'next-action': id, 'content-type': type };
      const path = pathOf(Object.keys(workers)[0] ?? '');
      const { status } = await ask(path, { method: 'POST', headers, body });
      if (status !== 403) answered.push(exportedName);
    }
    expect(answered.sort()).toEqual(level === 'act' ? [...ofProjects].sort() : []);
    const refused = await sql`select distinct event, actor_id, user_id, reason from audit_events
      where actor_id = ${person.id} and user_id = ${customer.id} and event = 'authz_fail'`;
    expect(refused).toEqual([
      { event: 'authz_fail', actor_id: person.id, user_id: customer.id, reason: 'support' },
    ]);
  });

/** The addresses of pages and routes, as their folders say. */
const addressesOf = (file: string) =>
  readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(file))
    .map((path) => pathOf(`app/${path.slice(0, -file.length - 1)}`));

const openPages = [
  '/closed-to-support',
  '/dashboard',
  '/organizations',
  '/projects/none', // only: sample
  '/settings',
  '/settings/profile',
];

test('pages of signed-in people lead support away, but those that say so', async ({ signedIn, person }) => {
  test.slow();
  const { cookie } = await begin(signedIn, person, 'act');
  const pages = readdirSync('app/(signed-in)', { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)page\.tsx$/.test(path))
    .map((path) => pathOf(`app/${path.replace(/\/?page\.tsx$/, '')}`))
    .filter((path) => path !== '/none' && !path.startsWith('/o/'));
  expect(pages.length).toBeGreaterThan(12);
  const open: string[] = [];
  for (const path of pages) {
    const { headers, status } = await ask(path.replace('none', person.id), { headers: { cookie } });
    if (headers.location !== '/closed-to-support') open.push(path);
    expect(status, path).toBeLessThan(500);
  }
  expect(open.sort()).toEqual([...openPages].sort());
  expect((await ask('/closed-to-support', { headers: { cookie } })).status).toBe(403);
});

test('routes for signed-in people answer support with 403, but those that say so', async ({
  signedIn,
  person,
}) => {
  const { cookie } = await begin(signedIn, person, 'act');
  const routes = addressesOf('route.ts').filter((path) =>
    /^\/api\/(account|drafts|session|organizations)/.test(path),
  );
  expect(routes.length).toBeGreaterThan(6);
  const open: string[] = [];
  for (const path of routes)
    for (const method of ['GET', 'POST', 'PUT'] as const) {
      if (path === '/api/session/events' && method === 'GET') continue;
      const { status } = await ask(path, { method, headers: { ...fromOurPages(), cookie } });
      expect(status, path).toBeLessThan(500);
      if (![403, 405].includes(status)) open.push(`${method} ${path}`);
    }
  expect(open.sort()).toEqual(['GET /api/organizations', 'GET /api/session', 'POST /api/session/touch']);
  const touched = await ask('/api/session', { headers: { cookie } });
  expect(JSON.parse(touched.text)).toMatchObject({ visit: true, session: { stepUpSecondsLeft: 0 } });
});

test('the support cookie opens nothing without the staff member’s own, and is no session by itself', async ({
  signedIn,
  person,
}) => {
  const { customer, cookie } = await begin(signedIn, person, 'view');
  const [, support = ''] = cookie.split('; support=');
  const theirs = await cookieOf(customer);
  for (const held of [
    `support=${support}`,
    `session=${support}`,
    `session=${support}; support=${support}`,
    `session=${theirs}; support=${support}`,
  ]) {
    const { status, text } = await ask('/api/session', { headers: { cookie: held } });
    expect([status, text.includes(customer.email)], held).toEqual([401, false]);
    const page = await ask('/dashboard', { headers: { cookie: held } });
    expect(page.status, held).toBe(303);
  }
  const own = await ask('/api/session', { cookie: theirs });
  expect(JSON.parse(own.text)).toMatchObject({ user: { id: customer.id } });
  expect(own.text).not.toContain('visit');
});

test('signing in as somebody during a visit is refused, and signing out ends both', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  test.slow();
  expectTrouble(/status of (401|403)/);
  const { customer, cookie } = await begin(signedIn, person, 'view');
  const page = await ask('/sign-in');
  const { body, type } = await multipart({
    ...hiddenFields(page.text, 'name="email"'),
    email: customer.email,
    password: customer.password,
  });
  const posted = { ...fromOurPages(), cookie, 'content-type': type };
  const refused = await ask('/sign-in', { method: 'POST', headers: posted, body });
  // The page that comes back with the refusal is for people who are not signed in, and leads on.
  expect(refused.setCookies.join()).not.toContain('session=');
  expect(await sessionRows(customer)).toHaveLength(1);
  const { headers } = await ask('/api/session', {
    method: 'DELETE',
    headers: { ...fromOurPages(), cookie },
  });
  expect(String(headers['set-cookie'])).toMatch(/session=;.*support=;|support=;.*session=;/s);
  expect((await sessionRows(person)).every(({ ended_at }) => ended_at !== null)).toBe(true);
  expect(await visitsTo(customer)).toMatchObject([{ ended_reason: 'support_ended' }]);
  const after = await signInto(signedIn, customer);
  await after.goto(`${baseUrl()}/dashboard`);
  await expect(after.getByRole('status', { name: 'Support access' })).toHaveCount(0);
});
