import type { APIRequestContext, Page } from '@playwright/test';
import { isWithoutNginx } from '../support/environment';
import { hiddenFields } from '../support/forms';
import { lockedSheet } from '../support/guard';
import { ask } from '../support/http';
import { fillSignIn, signOutByMenu } from '../support/people';
import { markSecret } from '../support/secrets';
import { type Site, siteTest } from '../support/site';
import { joinSite, type SitePerson } from '../support/site-person';
import { expect } from '../support/test';

// One after the other in one worker: the site is started once.
siteTest.describe.configure({ mode: 'default' });
siteTest.skip(isWithoutNginx(), 'nginx with openssl was not found on this machine');

async function sessionCookie(page: Page) {
  const found = (await page.context().cookies()).find(({ name }) => name === '__Host-session');
  if (found) markSecret(found.value);
  return found;
}

/** The form of a page as a browser without scripts posts it, from the origin that the address bar shows. */
async function postSignIn(request: APIRequestContext, site: Site, at: string, someone: SitePerson) {
  const html = await (await request.get(`${at}/sign-in`)).text();
  const typed = { email: someone.email, password: someone.password };
  return request.post(`${at}/sign-in`, {
    headers: { origin: site.url, 'sec-fetch-site': 'same-origin' },
    multipart: { ...hiddenFields(html, 'name="email"'), ...typed },
    maxRedirects: 0,
  });
}

siteTest(
  'a person signs up, signs in and out over https and HTTP/2, with a cookie that stays there',
  async ({ page, site }) => {
    await joinSite(page, site);
    const protocol = () =>
      page.evaluate(() => {
        const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
        return entry?.nextHopProtocol;
      });
    await page.reload();
    expect(await protocol()).toBe('h2');
    expect(await sessionCookie(page)).toMatchObject({
      domain: 'localhost',
      path: '/',
      secure: true,
      httpOnly: true,
    });
    await signOutByMenu(page);
    expect(await sessionCookie(page)).toBeUndefined();
  },
);

siteTest(
  'a page locks itself the moment its session is ended on another device',
  async ({ page, secondBrowser, site, expectTrouble }) => {
    expectTrouble(/status of 401/);
    const opened = page.waitForResponse('**/api/session/events');
    const someone = await joinSite(page, site);
    expect((await opened).headers()['content-type']).toContain('text/event-stream');
    const other = await secondBrowser({ ignoreHTTPSErrors: true });
    await other.goto('/sign-in');
    await fillSignIn(other, someone);
    await other.waitForURL('**/dashboard');
    await other.goto('/settings/sessions');
    await other.getByRole('button', { name: 'Sign out other sessions' }).click();
    await other.getByRole('button', { name: /^Sign out( 1)?$/ }).click();
    await expect(lockedSheet(page)).toBeVisible();
  },
);

// only: drafts, from here
siteTest('what is typed is kept, and comes back with the page', async ({ page, site }) => {
  await joinSite(page, site);
  await page.goto('/test-notes/new');
  await page.getByLabel('Name').fill('A bridge');
  await page.getByLabel('Description').fill('It spans');
  await expect(page.getByText('Draft saved')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Description')).toHaveValue('It spans');
});
// only: drafts, to here

siteTest(
  'a form without scripts is taken, also where the proxy passes on a host of its own',
  async ({ page, playwright, site }) => {
    const someone = await joinSite(page, site);
    for (const at of [site.url, site.naiveUrl]) {
      const request = await playwright.request.newContext({ ignoreHTTPSErrors: true });
      const answer = await postSignIn(request, site, at, someone);
      expect(answer.status(), at).toBe(303);
      expect(new URL(answer.headers().location ?? '', site.url).href, at).toBe(`${site.url}/dashboard`);
      expect(answer.headers()['set-cookie'], at).toContain('__Host-session=');
      await request.dispose();
    }
    const faults = site.log.setupFaults();
    // Each instance says it for itself; the documented block gives no cause.
    expect(faults.length).toBeLessThanOrEqual(2);
    expect(new Set(faults.map(({ fault, host }) => `${fault} ${host}`))).toEqual(
      new Set(['other_host inner.example']),
    );
  },
);

siteTest('plain http is sent on to https, and no API answers it', async ({ request, site }) => {
  const page = await request.get(`${site.plainUrl}/test-notes?a=1`, { maxRedirects: 0 });
  expect(page.status()).toBe(308);
  expect(page.headers().location).toBe(`${site.url}/test-notes?a=1`);
  const api = await request.get(`${site.plainUrl}/api/session`, { maxRedirects: 0 });
  expect(api.status()).toBe(403);
});

siteTest('around the proxy only the probes answer, over plain http and under any name', async ({ site }) => {
  for (const at of site.instances) {
    for (const headers of [{}, { host: '10.0.0.4:3000' }, { host: 'app' }]) {
      for (const path of ['/api/health', '/api/ready'])
        expect((await ask(path, { at, headers })).status, path).toBe(200);
      expect((await ask('/api/session', { at, headers })).status).toBe(403);
      expect((await ask('/sign-in', { at, headers })).headers.location).toBe(`${site.url}/sign-in`);
    }
  }
});

siteTest('both instances have served, and neither had a fault', async ({ site }) => {
  const served = site.nginx.requests();
  for (const instance of site.instances) {
    const { port } = new URL(instance);
    expect(served.filter((line) => line.includes(`:${port} 200 `)).length, instance).toBeGreaterThan(0);
  }
  expect(served.filter((line) => / 5\d\d /.test(line))).toEqual([]);
  expect(site.log.text()).not.toMatch(/"level":"(error|fatal)"|Failed to/);
});
