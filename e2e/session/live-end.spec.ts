import type { Page } from '@playwright/test';
import { age, endInDatabase, liveSession, sessionRow, sessionRows } from '../support/database';
import { secondUrl } from '../support/environment';
import { cookieOf } from '../support/forms';
import { lockedSheet, lookAgain, withoutStream } from '../support/guard';
import { chooseFromAccountMenu, fillSignIn, signInAs, type TestPerson } from '../support/people';
import { killListeners, listeners, watchStreams } from '../support/streams';
import { expect, firefoxOnMac, test } from '../support/test';

test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

/** Three tabs of one browser, of which one has the stream. */
async function threeTabs(
  signedIn: Page,
): Promise<{ tabs: Page[]; streams: ReturnType<typeof watchStreams> }> {
  const streams = watchStreams(signedIn.context());
  const tabs = [signedIn];
  for (const path of ['/test-notes', '/test-notes/new']) {
    const tab = await signedIn.context().newPage();
    await tab.goto(path);
    tabs.push(tab);
  }
  await signedIn.goto('/dashboard');
  for (const tab of tabs) await lookAgain(tab);
  await expect.poll(() => streams.open).toBe(1);
  return { tabs, streams };
}

/** The moment at which the page shows the sheet, by itself: Playwright looks only once in a second. */
const whenLocked = (tab: Page) =>
  tab.evaluate(
    (title) =>
      new Promise<number>((done) => {
        const look = () => {
          if (document.querySelector('h1')?.textContent === title) done(Date.now());
        };
        new MutationObserver(look).observe(document, { childList: true, subtree: true });
        look();
      }),
    'You were signed out',
  );

/** None of the tabs is touched. Notes how long the last one took, counted from the click. */
async function expectAllLocked(tabs: readonly Page[], sentence: RegExp, doing: () => Promise<unknown>) {
  const locked = Promise.all(tabs.map(whenLocked));
  const began = Date.now();
  await doing();
  for (const tab of tabs) await expect(lockedSheet(tab)).toBeVisible();
  const took = Math.max(...(await locked)) - began;
  test.info().annotations.push({ type: 'ms from the click to the last tab', description: String(took) });
  for (const tab of tabs) await expect(tab.getByRole('status').filter({ hasText: sentence })).toBeVisible();
}

/** Another browser of the same person, at the list of their devices. */
async function atDevices(other: Page, person: TestPerson, at = ''): Promise<Page> {
  await signInAs(other, person, at ? { at: `${at}/sign-in` } : {});
  await other.goto(`${at}/settings/sessions`);
  return other;
}

const revokeTheOther = (page: Page) =>
  page
    .getByRole('listitem')
    .filter({ hasNotText: 'This device' })
    .getByRole('button', { name: 'Revoke' })
    .click();

const revokedFromFirefox = /You signed this device out from Firefox on Mac at \d{1,2}:\d\d [AP]M\./;

test('revoking a device locks all of its tabs, and each says from where', async ({
  signedIn,
  secondBrowser,
  person,
}) => {
  const { tabs } = await threeTabs(signedIn);
  const other = await atDevices(await secondBrowser(), person);
  await expectAllLocked(tabs, revokedFromFirefox, () => revokeTheOther(other));
  await expect(lockedSheet(other)).toHaveCount(0);
  expect((await liveSession(person)).device_name).toBe('Firefox on Mac');
});

test('signing out everywhere on one device locks the tabs of the other', async ({
  signedIn,
  secondBrowser,
  person,
}) => {
  const { tabs } = await threeTabs(signedIn);
  const other = await atDevices(await secondBrowser(), person);
  const sentence = /You signed out everywhere at .+, including this device\./;
  await expectAllLocked(tabs, sentence, () => chooseFromAccountMenu(other, 'Sign out everywhere'));
  await other.waitForURL('**/sign-in');
});

test('a session ended by hand in the database locks its tabs', async ({ signedIn, person }) => {
  const { tabs } = await threeTabs(signedIn);
  const sentence = /Too many wrong passwords or codes were entered/;
  await expectAllLocked(tabs, sentence, () => endInDatabase(person, 'step_up_failed'));
});

test('what is revoked at one instance locks the tabs that are served by the other', async ({
  signedIn,
  secondBrowser,
  person,
}) => {
  const { tabs } = await threeTabs(signedIn);
  const other = await atDevices(await secondBrowser(), person, secondUrl());
  await expectAllLocked(tabs, revokedFromFirefox, () => revokeTheOther(other));
});

test('with the connections that listen cut off, the next revocation locks the tabs all the same', async ({
  signedIn,
  secondBrowser,
  person,
}) => {
  const { tabs } = await threeTabs(signedIn);
  const other = await atDevices(await secondBrowser(), person);
  const before = await listeners();
  expect(before.length).toBeGreaterThan(0);
  await expectAllLocked(tabs, revokedFromFirefox, async () => {
    await killListeners();
    await revokeTheOther(other);
  });
  await expect.poll(listeners).toHaveLength(before.length);
  expect((await listeners()).filter((pid) => before.includes(pid))).toEqual([]);
});

test('three tabs have one stream, and when the tab that has it is closed another one takes over', async ({
  signedIn,
  person,
}) => {
  const { tabs, streams } = await threeTabs(signedIn);
  for (const closed of [0, 1]) {
    const before = streams.opened;
    await tabs[closed]?.close();
    const next = tabs[closed + 1] as Page;
    await lookAgain(next);
    await expect.poll(() => streams.open).toBe(1);
    expect(streams.opened - before).toBeLessThanOrEqual(1);
  }
  await expectAllLocked(tabs.slice(2), /signed out|wrong passwords/, () =>
    endInDatabase(person, 'step_up_failed'),
  );
  await expect.poll(() => streams.open).toBe(0);
});

test('anyone who signs in again where they stand has a new stream, which locks again', async ({
  signedIn,
  person,
}) => {
  const { tabs, streams } = await threeTabs(signedIn);
  await expectAllLocked(tabs, /wrong passwords/, () => endInDatabase(person, 'step_up_failed'));
  await fillSignIn(signedIn, person);
  for (const tab of tabs) await expect(lockedSheet(tab)).toHaveCount(0);
  await expect.poll(() => streams.open).toBe(1);
  await expectAllLocked(tabs, /wrong passwords/, () => endInDatabase(person, 'step_up_failed'));
});

test('a page on its way into the back/forward cache gives its stream up, and has one when it is back', async ({
  page,
  signedIn,
  person,
}) => {
  await signedIn.goto('/dashboard');
  const streams = watchStreams(page.context());
  await signedIn.reload();
  await lookAgain(signedIn);
  await expect.poll(() => streams.open).toBe(1);
  const send = (name: string) =>
    signedIn.evaluate(
      (event) => window.dispatchEvent(new PageTransitionEvent(event, { persisted: true })),
      name,
    );
  await send('pagehide');
  await expect.poll(() => streams.open).toBe(0);
  expect(await signedIn.evaluate(async () => (await navigator.locks.query()).held)).toEqual([]);
  await send('pageshow');
  await expect.poll(() => streams.open).toBe(1);
  await expectAllLocked([signedIn], /wrong passwords/, () => endInDatabase(person, 'step_up_failed'));
});

test('an open stream is no activity: the session grows idle, and ends when its time is up', async ({
  signedIn,
  person,
}) => {
  const { tabs } = await threeTabs(signedIn);
  await age(person, { idleSeconds: 1000 });
  const before = (await liveSession(person)).last_active_at;
  for (const tab of tabs) await lookAgain(tab);
  const { id, last_active_at } = await liveSession(person);
  expect(last_active_at).toEqual(before);
  await age(person, { idleSeconds: 1801 });
  // One tab asks; the others hear it from the server.
  await lookAgain(tabs[2] as Page);
  for (const tab of tabs) await expect(lockedSheet(tab)).toBeVisible();
  expect((await sessionRow(id)).ended_reason).toBe('idle_timeout');
});

test('without locks in the browser there is no stream, and looking at the page still locks it', async ({
  page,
  person,
}) => {
  const streams = watchStreams(page.context());
  await withoutStream(page);
  await signInAs(page, person);
  await lookAgain(page);
  await endInDatabase(person, 'revoked_by_user');
  await lookAgain(page);
  await expect(lockedSheet(page)).toBeVisible();
  expect(streams.opened).toBe(0);
});

test('a session that ended while no stream could be had is noticed with the next try for one', async ({
  page,
  person,
  expectTrouble,
}) => {
  expectTrouble(/503/);
  await page.route('**/api/session/events', (route) => route.fulfill({ status: 503, body: '{}' }));
  const asked = page.waitForResponse('**/api/session');
  await signInAs(page, person);
  await asked;
  await expect(lockedSheet(page)).toHaveCount(0);
  await endInDatabase(person, 'step_up_failed');
  await page.unroute('**/api/session/events');
  await expect(lockedSheet(page)).toBeVisible();
});

test('a message that another page forges makes the tabs ask, and nothing else', async ({
  signedIn,
  person,
}) => {
  const { tabs, streams } = await threeTabs(signedIn);
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  await signedIn.evaluate(() => {
    const channel = new BroadcastChannel('session-tabs');
    for (const forged of ['ended', { type: 'ended' }, { reason: 'revoked_by_user' }, null])
      channel.postMessage(forged);
  });
  for (const tab of tabs) {
    await lookAgain(tab);
    await expect(lockedSheet(tab)).toHaveCount(0);
  }
  expect(streams.open).toBe(1);
  expect((await sessionRows(person)).filter((row) => row.ended_at)).toEqual([]);
});
