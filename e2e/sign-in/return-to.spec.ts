import { age } from '../support/database';
import { baseUrl } from '../support/environment';
import { cookieOf, postForm } from '../support/forms';
import { ask, cookieSet } from '../support/http';
import { fillSignIn } from '../support/people';
import { expect, test } from '../support/test';

const host = () => new URL(baseUrl()).host;

/** Ways to say "elsewhere" that some parser, somewhere, fell for (docs/security.md M1). */
const elsewhere = [
  '//evil.com',
  '/\\evil.com',
  '\\/\\/evil.com',
  '///evil.com',
  'https:evil.com',
  'https://evil.com',
  '/%2f/evil.com',
  '%2F%2Fevil.com',
  '/%09/evil.com',
  '/%0d%0aLocation:%20//evil.com',
  '/\t/evil.com',
  '/\r\nLocation: //evil.com',
  '.evil.com',
  '@evil.com',
  'https://HOST@evil.com',
  'https://HOST.evil.com',
  'javascript:alert(1)',
  'data:text/html,x',
  '//evil%E3%80%82com',
  '／／evil.com',
  '/..//evil.com',
  '/./\\evil.com',
  `/${'a'.repeat(8000)}`,
];

/** Pages that would act or loop (docs/security.md M2). */
const loops = [
  '/api/session',
  '/sign-in',
  '/sign-in?next=/sign-in',
  '/sign-up',
  '/step-up',
  '/SIGN-IN',
  '/_next/x',
];

function expectOurs(status: number, location: string | undefined, payload: string) {
  expect(status, payload).toBeLessThan(500);
  expect(new URL(location ?? '', baseUrl()).origin, payload).toBe(baseUrl());
  expect(location, payload).not.toMatch(/[\r\n\t\\]/);
}

test('signing in never leads to another site, whatever `next` says', async ({ person }) => {
  test.slow();
  for (const payload of elsewhere.map((each) => each.replace('HOST', host()))) {
    const typed = { email: person.email, password: person.password, next: payload };
    const answer = await postForm('/sign-in', 'name="email"', typed);
    cookieSet(answer);
    expectOurs(answer.status, answer.headers.location, payload);
  }
});

test('a person already signed in is not led elsewhere either, nor in the page’s own code', async ({
  person,
}) => {
  const cookie = await cookieOf(person);
  for (const payload of elsewhere.map((each) => each.replace('HOST', host()))) {
    const path = `/sign-in?next=${encodeURIComponent(payload)}`;
    const answer = await ask(path, { cookie });
    expect(answer.status, payload).toBeLessThan(500);
    if (answer.headers.location) expectOurs(answer.status, answer.headers.location, payload);
    const refresh = /http-equiv="refresh" content="[^"]*url=([^"]*)"/i.exec(answer.text)?.[1];
    if (refresh) expectOurs(answer.status, refresh.replaceAll('&amp;', '&'), payload);
  }
});

test('confirming it is you leads back here only', async ({ person }) => {
  let cookie = await cookieOf(person);
  for (const payload of [
    '//evil.com',
    '/\\evil.com',
    'https://evil.com',
    'javascript:alert(1)',
    '/%2f/evil.com',
  ]) {
    const typed = { password: person.password, next: payload };
    const answer = await postForm('/step-up', 'name="password"', typed, { cookie });
    expectOurs(answer.status, answer.headers.location, payload);
    cookie = cookieSet(answer) ?? cookie;
  }
});

test('a way back that would act or loop becomes the dashboard', async ({ person }) => {
  for (const next of loops) {
    const typed = { email: person.email, password: person.password, next };
    const answer = await postForm('/sign-in', 'name="email"', typed);
    cookieSet(answer);
    expect(new URL(answer.headers.location ?? '', baseUrl()).pathname, next).toBe('/dashboard');
  }
});

test('two ways back, or a list of them, count for nothing', async ({ person }) => {
  const cookie = await cookieOf(person);
  for (const query of ['next=/a&next=//evil.com', 'next[]=//evil.com', 'next=//evil.com&next=/test-notes']) {
    const answer = await ask(`/sign-in?${query}`, { cookie });
    expect(answer.status).toBeLessThan(500);
    expect(answer.everything).not.toContain('//evil.com"');
    expectOurs(answer.status, answer.headers.location ?? '/', query);
  }
});

test('the browser itself stays on this site after signing in with a foreign `next`', async ({
  page,
  person,
}) => {
  await page.goto(`/sign-in?next=${encodeURIComponent('/\\evil.com')}`);
  await fillSignIn(page, person);
  await page.waitForURL('**/dashboard');
  expect(new URL(page.url()).origin).toBe(baseUrl());
});

test('the way back survives an idle timeout in the middle of work', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  // The open page may notice it before the next one is there.
  expectTrouble(/status of 401/);
  await signedIn.goto('/test-notes');
  await age(person, { idleSeconds: 1801 });
  await signedIn.goto('/settings/sessions?from=dashboard');
  await expect(signedIn).toHaveURL(/\/sign-in\?next=/);
  await fillSignIn(signedIn, person);
  await signedIn.waitForURL('**/settings/sessions?from=dashboard');
});
