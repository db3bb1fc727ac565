import type { Page, Route } from '@playwright/test';
import { endInDatabase, sql } from '../support/database';
import { baseUrl } from '../support/environment';
import { cookieOf, recordAction, replay, sameWithText } from '../support/forms';
import { lockedSheet, withoutStream } from '../support/guard';
import { createPerson, fillSignIn, heldCookie, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';
import { notesOf } from '../support/test-notes';

const aNote = /\/test-notes\/[0-9a-f-]{36}$/;
const create = (page: Page) => page.getByRole('button', { name: 'Create note' });
const names = async (person: TestPerson) => (await notesOf(person)).map(({ name }) => name);

async function fillIn(page: Page): Promise<void> {
  await page.goto('/test-notes/new');
  await page.getByLabel('Name').fill('A bridge');
  await page.getByLabel('Description').fill('over the brook');
}

/** What happens to the calls of actions, one after the other; the rest passes. */
async function meddle(page: Page, ...fates: ((route: Route) => Promise<void>)[]): Promise<void> {
  await page.route('**', async (route) => {
    const isAction = route.request().method() === 'POST' && 'next-action' in route.request().headers();
    const fate = isAction ? fates.shift() : undefined;
    await (fate ? fate(route) : route.continue());
  });
}
const neverArrives = (route: Route) => route.abort('connectionreset');
const answerIsLost = async (route: Route) => {
  await route.fetch({ maxRedirects: 0 });
  await route.abort('connectionreset');
};

test.describe('an action that meets an ended session', () => {
  test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

  async function sendTooLate(page: Page, person: TestPerson): Promise<void> {
    // Else the page would be locked before the button can be pressed.
    await withoutStream(page);
    await fillIn(page);
    await endInDatabase(person, 'revoked_by_user');
    await create(page).click();
    await expect(lockedSheet(page)).toBeVisible();
    expect(await names(person)).toEqual([]);
  }

  test('goes through by itself, once, when the same person has signed in', async ({ signedIn, person }) => {
    await sendTooLate(signedIn, person);
    await fillSignIn(signedIn, person);
    await signedIn.waitForURL(aNote);
    await expect(signedIn.getByRole('heading', { level: 1 })).toHaveText('A bridge');
    expect(await notesOf(person)).toMatchObject([{ name: 'A bridge', description: 'over the brook' }]);
  });

  test('also when the wrong password came first', async ({ signedIn, person }) => {
    await sendTooLate(signedIn, person);
    await fillSignIn(signedIn, { ...person, password: 'this is not the password' });
    await expect(signedIn.getByText('do not match an account')).toBeVisible();
    expect(await names(person)).toEqual([]);
    await fillSignIn(signedIn, person);
    await signedIn.waitForURL(aNote);
    expect(await names(person)).toEqual(['A bridge']);
  });

  test('also when the sign-in happens in another tab', async ({ signedIn, person }) => {
    await sendTooLate(signedIn, person);
    const other = await signedIn.context().newPage();
    await other.goto('/sign-in');
    await fillSignIn(other, person);
    await signedIn.waitForURL(aNote);
    expect(await names(person)).toEqual(['A bridge']);
  });

  test('is discarded when somebody else signs in', async ({ signedIn, person }) => {
    const other = await createPerson('Bob Example');
    await sendTooLate(signedIn, person);
    await fillSignIn(signedIn, other);
    await signedIn.waitForURL('**/dashboard');
    await expect(signedIn.getByRole('heading', { level: 1 })).toContainText('Bob Example');
    expect([await names(person), await names(other)]).toEqual([[], []]);
  });

  test('is discarded when somebody else signs in in another tab', async ({ signedIn, person }) => {
    const other = await createPerson('Bob Example');
    await signedIn.clock.install();
    await sendTooLate(signedIn, person);
    const sent: string[] = [];
    signedIn.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    const tab = await signedIn.context().newPage();
    await tab.goto('/sign-in');
    await fillSignIn(tab, other);
    await expect(signedIn.getByRole('heading', { name: 'Someone else signed in' })).toBeVisible();
    // Whatever timer still runs in the page has run by then.
    await signedIn.clock.runFor(120_000);
    expect(sent).toEqual([]);
    expect([await names(person), await names(other)]).toEqual([[], []]);
  });
});

// only: drafts, from here
test('a draft that is on its way while somebody else signs in is kept for neither, and the tab puts itself away', async ({
  signedIn,
  person,
}) => {
  const other = await createPerson('Bob Example');
  // Nobody tells this tab: it hears of the other person from the answer alone.
  await withoutStream(signedIn);
  await signedIn.addInitScript(() => Object.defineProperty(window, 'BroadcastChannel', { value: undefined }));
  await signedIn.goto('/test-notes/new');
  await signedIn.route('**/api/drafts', async (route) => {
    const cookie = await cookieOf(other);
    await signedIn.context().addCookies([{ name: 'session', value: cookie, url: baseUrl() }]);
    await route.continue();
  });
  await signedIn.getByLabel('Name').fill('A bridge');
  await expect(signedIn.getByRole('heading', { name: 'Someone else signed in' })).toBeVisible();
  const [row] =
    await sql`select count(*)::int as rows from drafts where user_id in ${sql([person.id, other.id])}`;
  expect(row?.rows).toBe(0);
});
// only: drafts, to here

test.describe('a connection that breaks in the middle', () => {
  test.beforeEach(({ expectTrouble }) => expectTrouble(/Failed to load resource: net::ERR/));

  test('before the server heard of it: it is sent again', async ({ signedIn, person }) => {
    await fillIn(signedIn);
    await meddle(signedIn, neverArrives, neverArrives);
    await create(signedIn).click();
    await signedIn.waitForURL(aNote);
    expect(await names(person)).toEqual(['A bridge']);
  });

  test('after the server did it: it is sent again and done once', async ({ signedIn, person }) => {
    await fillIn(signedIn);
    await meddle(signedIn, answerIsLost, answerIsLost);
    await create(signedIn).click();
    await signedIn.waitForURL(aNote);
    const [only, ...more] = await notesOf(person);
    expect(more).toEqual([]);
    expect(signedIn.url()).toContain(only?.id);
  });

  test('for longer: the person is told, keeps what was typed, and presses again', async ({
    signedIn,
    person,
  }) => {
    await fillIn(signedIn);
    await meddle(signedIn, answerIsLost, neverArrives, neverArrives, neverArrives);
    await create(signedIn).click();
    await expect(signedIn.getByText('Trying again…')).toBeVisible();
    await expect(signedIn.getByText('Try again in a moment.')).toBeVisible({ timeout: 20_000 });
    await expect(signedIn.getByLabel('Name')).toHaveValue('A bridge');
    await create(signedIn).click();
    await signedIn.waitForURL(aNote);
    expect(await names(person)).toEqual(['A bridge']);
  });

  test('and a form changed before pressing again: nothing is made twice, and it says so', async ({
    signedIn,
    person,
  }) => {
    await fillIn(signedIn);
    await meddle(signedIn, answerIsLost, neverArrives, neverArrives, neverArrives);
    await create(signedIn).click();
    await expect(signedIn.getByText('Try again in a moment.')).toBeVisible({ timeout: 20_000 });
    await signedIn.getByLabel('Name').fill('A longer bridge');
    await create(signedIn).click();
    await expect(signedIn.getByText('An earlier try went through after all')).toBeVisible();
    expect(await names(person)).toEqual(['A bridge']);
  });
});

test.describe('the same submission', () => {
  const recorded = async (page: Page) => {
    await fillIn(page);
    const action = await recordAction(page, () => create(page).click());
    await page.waitForURL(aNote);
    return action;
  };

  test('pressed twice at once is done once', async ({ signedIn, person }) => {
    await fillIn(signedIn);
    await create(signedIn).dblclick();
    await signedIn.waitForURL(aNote);
    expect(await names(person)).toEqual(['A bridge']);
  });

  test('sent again ten times at once, and later, is done once and gets the same answer', async ({
    signedIn,
    person,
  }) => {
    const action = await recorded(signedIn);
    const cookie = await heldCookie(signedIn.context());
    const answers = await Promise.all(Array.from({ length: 10 }, () => replay(action, { cookie })));
    const [only, ...more] = await notesOf(person);
    expect(more).toEqual([]);
    for (const answer of answers) expect(answer.everything).toContain(only?.id);
  });

  test('with something else in it is refused', async ({ signedIn, person }) => {
    const action = sameWithText(await recorded(signedIn), 'A bridge', 'A tunnel');
    const answer = await replay(action, { cookie: await heldCookie(signedIn.context()) });
    expect(answer.text).toContain('An earlier try went through after all');
    expect(await names(person)).toEqual(['A bridge']);
  });

  test('from one person’s page, with the cookie of the next one, does nothing', async ({ signedIn }) => {
    const action = await recorded(signedIn);
    const other = await createPerson('Eve Example');
    const answer = await replay(action, { cookie: await cookieOf(other) });
    expect(answer.status).toBe(401);
    expect(await names(other)).toEqual([]);
  });

  test('by somebody else is theirs: keys are each person’s own', async ({ signedIn, person }) => {
    const other = await createPerson('Eve Example');
    const action = sameWithText(await recorded(signedIn), person.id, other.id);
    const answer = await replay(action, { cookie: await cookieOf(other) });
    expect(await names(other)).toEqual(['A bridge']);
    const [mine] = await notesOf(person);
    expect(answer.everything).not.toContain(mine?.id);
  });
});

test('after an answer was lost, a later refusal gives the submission no new life', async ({
  signedIn,
  person,
  expectTrouble,
}) => {
  expectTrouble(/Failed to load resource|response: 500/);
  await fillIn(signedIn);
  const busy = (route: Route) => route.fulfill({ status: 500, body: 'busy' });
  await meddle(signedIn, answerIsLost, busy);
  await create(signedIn).click();
  await expect(signedIn.getByText('Something went wrong on our side.')).toBeVisible({ timeout: 20_000 });
  await create(signedIn).click();
  await signedIn.waitForURL(aNote);
  expect(await names(person)).toEqual(['A bridge']);
});
