/** The `test` of every spec: a fresh person, a signed-in page, further browsers, and an eye on trouble. */

import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { hearNotices, isIdle } from '../../db/notices';
import { baseUrl } from './environment';
import { cookieOf } from './forms';
import { createPerson, type TestPerson } from './people';
import { PageTrouble } from './trouble';

/** Further browsers look different, so that lists of devices can tell them apart. */
export const firefoxOnMac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:146.0) Gecko/20100101 Firefox/146.0';
export const safariOnIphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';

type Fixtures = {
  /** An account nobody else uses, not signed in anywhere. */
  person: TestPerson;
  /** `page` signed in as `person` by the real action, and nowhere yet; sign-in.spec.ts types into the form itself. */
  signedIn: Page;
  /** A page in another browser: its own cookies, and by default the looks of Firefox on a Mac. */
  secondBrowser: (options?: BrowserContextOptions) => Promise<Page>;
  /** Names trouble that the test brings about; everything else of the kind fails it. */
  expectTrouble: (pattern: RegExp) => void;
  trouble: PageTrouble;
};

export const test = base.extend<Fixtures>({
  trouble: [
    async ({ context }, use) => {
      const trouble = new PageTrouble();
      trouble.watch(context);
      hearNotices((notice) => {
        if (!isIdle(notice)) trouble.note(`database ${notice.severity}: ${notice.message}`);
      });
      await use(trouble);
      trouble.verify();
    },
    { auto: true },
  ],
  expectTrouble: async ({ trouble }, use) => use((pattern) => trouble.expect(pattern)),
  person: async ({ trouble: _watching }, use) => use(await createPerson()),
  signedIn: async ({ page, person }, use) => {
    const userAgent = test.info().project.use.userAgent ?? '';
    const value = await cookieOf(person, { headers: { 'user-agent': userAgent } });
    await page
      .context()
      .addCookies([{ name: 'session', value, url: baseUrl(), httpOnly: true, sameSite: 'Lax' }]);
    await use(page);
  },
  secondBrowser: async ({ browser, baseURL, trouble }, use) => {
    const opened: Page[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        baseURL,
        locale: 'en-US',
        timezoneId: 'Europe/Berlin',
        userAgent: firefoxOnMac,
        ...options,
      });
      trouble.watch(context);
      const page = await context.newPage();
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.context().close();
  },
});

export { expect };
