import { defineConfig, devices } from '@playwright/test';

// Run by scripts/test-e2e.ts, which starts the servers that the E2E_… variables name.
/** They need a site of their own. Playwright begins with the first project, and such a start is too long for the end. */
const atSite = /server\/(behind-nginx|rolling)\.spec/;
const afterAll = /server\/logs\.spec/;

export default defineConfig({
  testDir: './e2e',
  // Playwright empties this folder; the servers' log and the report are beside it.
  outputDir: './test-results/playwright',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  // Only against hanging: a shared machine may be several times slower than a desk, and nothing is asserted of time.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: './test-results/playwright.json' }]],
  // The log is searched for secrets when everything that uses some has run, passed or not.
  projects: [
    { name: 'site', testMatch: atSite, teardown: 'logs' },
    { name: 'journeys', testIgnore: [atSite, afterAll], teardown: 'logs' },
    { name: 'logs', testMatch: afterAll },
  ],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.E2E_BASE_URL,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    // Nothing is far away here, and packing what each fresh browser loads costs the server a fifth of its time.
    extraHTTPHeaders: { 'accept-encoding': 'identity' },
    // Recording every test takes a third more time.
    trace: process.env.CI ? 'on-first-retry' : 'off',
    launchOptions: {
      executablePath: process.env.E2E_BROWSER_PATH || undefined,
      args: [
        '--no-sandbox',
        // Nothing is drawn by a graphics card here, and a process of its own for it costs a tenth of the time.
        '--in-process-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A page that has just taken the place of another one may ask for something before it is told to name another browser.
        `--user-agent=${devices['Desktop Chrome'].userAgent}`,
      ],
      // People's browsers have it: going back after signing out must not show the page again.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
  },
});
