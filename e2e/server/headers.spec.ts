import { cookieOf, postForm } from '../support/forms';
import { ask, cookieSet, type HttpAnswer } from '../support/http';
import { askRsc } from '../support/leaks';
import { expect, test } from '../support/test';

const publicPages = [
  ...['/', '/sign-in', '/sign-up', '/help/sessions', '/help/api', '/unavailable', '/forgot-password'],
  ...['/reset-password', '/verify-email', '/report-sign-in', '/undo-email-change', '/undo-deletion'],
  ...['/cancel-factor-reset', '/finish-factor-reset'],
];
const signedInPages = [
  '/dashboard',
  '/test-notes',
  '/test-notes/new',
  '/settings/sessions',
  '/settings/plan', // only: plans
  '/step-up',
  '/test-notes/nothing',
];

function directives(answer: HttpAnswer): Record<string, string> {
  const policy = String(answer.headers['content-security-policy'] ?? '');
  return Object.fromEntries(
    policy.split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(/\s+/);
      return [name, values.join(' ')];
    }),
  );
}

const nonceOf = (answer: HttpAnswer) =>
  /'nonce-([^']+)'/.exec(directives(answer)['script-src'] ?? '')?.[1] ?? '';

function expectSafeHeaders(answer: HttpAnswer, path: string): void {
  const { headers } = answer;
  expect(headers['x-content-type-options'], path).toBe('nosniff');
  expect(headers['x-frame-options'], path).toBe('DENY');
  expect(headers['referrer-policy'], path).toMatch(
    /^(strict-origin-when-cross-origin|same-origin|no-referrer)$/,
  );
  expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
  expect(headers['cross-origin-resource-policy'], path).toBe('same-origin');
  expect(headers['permissions-policy'], path).toContain('camera=()');
  expect(headers['x-powered-by'], path).toBeUndefined();
  expect(headers.server ?? '', path).not.toMatch(/\d/);
}

function expectSafePolicy(answer: HttpAnswer, path: string): void {
  const policy = directives(answer);
  expect(policy['script-src'], path).toContain("'strict-dynamic'");
  for (const value of Object.values(policy)) expect(value, path).not.toMatch(/unsafe-(inline|eval)|\*/);
  expect(policy, path).toMatchObject({
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  });
  const nonce = nonceOf(answer);
  expect(Buffer.from(nonce, 'base64').length, path).toBeGreaterThanOrEqual(16);
  const scripts = [...answer.text.matchAll(/<(?:script|style)\b([^>]*)>/g)].map(
    ([, attributes = '']) => attributes,
  );
  expect(scripts.length, path).toBeGreaterThan(0);
  for (const attributes of scripts) expect(attributes, path).toContain(`nonce="${nonce}"`);
}

test('every page carries its own policy and its scripts the nonce of it', async ({ person }) => {
  const cookie = await cookieOf(person);
  const pages = [
    ...publicPages.map((path) => ({ path, question: {} })),
    ...signedInPages.map((path) => ({ path, question: { cookie } })),
  ];
  for (const { path, question } of pages) {
    const [first, second] = [await ask(path, question), await ask(path, question)];
    expect(first.headers['content-type'], path).toMatch(/^text\/html; charset=utf-8$/);
    expectSafeHeaders(first, path);
    expectSafePolicy(first, path);
    expect(nonceOf(first), path).not.toBe(nonceOf(second));
    expect(first.headers['cache-control'], path).toMatch(/no-store/);
    expect(first.headers['cache-control'], path).not.toMatch(/public|s-maxage/);
  }
});

test('redirects, API answers and files carry the safe headers, too', async ({ person }) => {
  const cookie = await cookieOf(person);
  for (const path of ['/dashboard', '/api/session', '/api/nothing', '/api/health', '/icon.svg']) {
    expectSafeHeaders(await ask(path), path);
    expectSafeHeaders(await ask(path, { cookie }), path);
  }
  const html = (await ask('/')).text;
  const chunk = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? '';
  expectSafeHeaders(await ask(chunk), chunk);
});

test('what is somebody’s own is kept in no cache: pages, router payloads, JSON', async ({ person }) => {
  const cookie = await cookieOf(person);
  const answers = [
    ...(await Promise.all(signedInPages.map((path) => ask(path, { cookie })))),
    ...(await Promise.all(signedInPages.map((path) => askRsc(path, { cookie })))),
    await ask('/api/session', { cookie }),
  ];
  for (const { headers } of answers) {
    expect(headers['cache-control']).toMatch(/private/);
    expect(headers['cache-control']).toMatch(/no-store/);
    expect(headers.vary).toMatch(/(^|, ?)cookie(,|$)/i);
  }
});

test('an answer that sets or clears the session cookie is kept in no cache', async ({ person }) => {
  const signedIn = await postForm('/sign-in', 'name="email"', {
    email: person.email,
    password: person.password,
  });
  cookieSet(signedIn);
  const answers = [signedIn, await ask('/dashboard', { cookie: 'garbage' })];
  for (const answer of answers) {
    expect(answer.setCookies.join()).toContain('session=');
    expect(answer.headers['cache-control'] ?? '').toContain('no-store');
  }
});

test('no page can be shown inside another one', async ({ page, expectTrouble, baseURL }) => {
  expectTrouble(/frame|X-Frame-Options|ERR_BLOCKED_BY_RESPONSE/i);
  await page.route('http://framer.localhost/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="${baseURL}/sign-in" title="framed"></iframe>`,
    }),
  );
  await page.goto('http://framer.localhost/');
  const framed = page.frameLocator('iframe');
  await expect(framed.getByLabel('Email')).toHaveCount(0);
  await expect.poll(() => page.frames().length).toBe(2);
  expect(await page.frames()[1]?.content()).not.toContain('Keep me signed in');
});

test('nothing is loaded from anywhere else', async ({ signedIn, baseURL }) => {
  const elsewhere: string[] = [];
  signedIn.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== baseURL && !/^(data|blob):$/.test(protocol)) elsewhere.push(request.url());
  });
  for (const path of ['/', '/dashboard', '/test-notes/new', '/settings/sessions']) await signedIn.goto(path);
  expect(elsewhere).toEqual([]);
});
