import type { APIRequestContext, Page } from '@playwright/test';
import { isWithoutNginx } from '../support/environment';
import { hiddenFields } from '../support/forms';
import { type Site, siteTest } from '../support/site';
import { joinSite } from '../support/site-person';
import { expect } from '../support/test';

siteTest.skip(isWithoutNginx(), 'nginx with openssl was not found on this machine');

/** One after the other until told to stop, as one busy client sends them. Returns what was not answered as it should be. */
function keepAsking(ask: () => Promise<string | undefined>) {
  const faults: string[] = [];
  const count = { asked: 0 };
  let over = false;
  const run = (async () => {
    for (; !over; count.asked += 1) {
      const fault = await ask().catch((error: Error) => error.message);
      if (fault) faults.push(fault);
    }
  })();
  const stop = async () => {
    over = true;
    await run;
    return { faults, asked: count.asked };
  };
  return { stop };
}

type Asked = readonly [request: APIRequestContext, path: string];

/** One of them after the other. */
function reading(all: readonly Asked[]) {
  let next = 0;
  return async () => {
    const [request, path] = all[next % all.length] as Asked;
    next += 1;
    const answer = await request.get(path, { maxRedirects: 0 });
    return answer.status() === 200 ? undefined : `GET ${path}: ${answer.status()}`;
  };
}

/** What a proxy may not send twice: without care it ends in a 502 when the instance closes the connection under it. */
async function writing(request: APIRequestContext, site: Site) {
  const html = await (await request.get('/settings/profile')).text();
  const hidden = hiddenFields(html, 'name="name"');
  return async () => {
    const multipart = { ...hidden, name: 'Grace H.' };
    const headers = { origin: site.url, 'sec-fetch-site': 'same-origin' };
    const answer = await request.post('/settings/profile', { headers, multipart, maxRedirects: 0 });
    return answer.status() < 400 ? undefined : `POST /settings/profile: ${answer.status()}`;
  };
}

/** The status of every stream that the page has been given from now on, in that order. */
function streamsOf(page: Page): number[] {
  const given: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/api/session/events')) given.push(response.status());
  });
  return given;
}

siteTest(
  'while each instance is replaced, no request fails, nobody is signed out, and what is typed stays',
  async ({ page, playwright, site }) => {
    await joinSite(page, site);
    const streams = streamsOf(page);
    await page.goto('/settings/profile');
    await expect.poll(() => streams.length).toBe(1);
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('Grace Brewster');
    const storageState = await page.context().storageState();
    const options = { baseURL: site.url, ignoreHTTPSErrors: true };
    const signedIn = await playwright.request.newContext({ ...options, storageState });
    const stranger = await playwright.request.newContext(options);
    const pages: Asked[] = [
      [stranger, '/sign-in'],
      [signedIn, '/dashboard'],
      [signedIn, '/api/session'],
    ];
    const clients = [reading(pages), await writing(signedIn, site)].map(keepAsking);
    for (const which of [0, 1] as const) await site.restart(which);
    const done = await Promise.all(clients.map((client) => client.stop()));
    expect(done.flatMap(({ faults }) => faults)).toEqual([]);
    expect(done.every(({ asked }) => asked > 0)).toBe(true);
    await Promise.all([signedIn.dispose(), stranger.dispose()]);

    // Both have gone, and so has the one that held the stream.
    await expect.poll(() => streams.length).toBeGreaterThan(1);
    expect(new Set(streams)).toEqual(new Set([200]));
    await expect(name).toHaveValue('Grace Brewster');
    await page.getByRole('button', { name: 'Save name' }).click();
    await expect(page.getByText('Your name was saved.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Account menu' })).toContainText('Grace Brewster');
    expect(page.url()).toBe(`${site.url}/settings/profile`);
    expect(site.nginx.requests().filter((line) => / 5\d\d /.test(line))).toEqual([]);
    expect(site.log.text()).not.toMatch(/"level":"fatal"|Failed to|unhandled/i);
    expect(site.log.text().match(/"event":"leaving"/g)).toHaveLength(2);
  },
);
