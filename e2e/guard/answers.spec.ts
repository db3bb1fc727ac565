/** What a page makes of each answer it may meet: its sentence, its next step, how often it asks, and that what was typed is kept. */

import type { Page } from '@playwright/test';
import { product } from '../../lib/config/product';
import { type Fate, instead, isAction } from '../support/answers';
import { lookAgain } from '../support/guard';
import { expect, test } from '../support/test';
import { addNote, notesOf } from '../support/test-notes';

type Case = {
  readonly fate: Fate;
  readonly sentence: string;
  /** The page offers to load itself again; else the same button is pressed again. */
  readonly reload?: true;
  /** How often it asked before it gave up. */
  readonly asked: 1 | 4;
};

const refused = "The server didn't accept this.";
const cases: Record<string, Case> = {
  'no answer': {
    fate: (route) => route.abort('connectionreset'),
    sentence: "Can't reach the server.",
    asked: 4,
  },
  'half an answer': {
    fate: (route) => route.fulfill({ status: 200, contentType: 'text/x-component', body: '0:{"a":"$@1"' }),
    sentence: "Can't reach the server.",
    asked: 4,
  },
  'a proxy without a server': {
    fate: instead(502),
    sentence: "The server isn't ready right now.",
    asked: 4,
  },
  'a proxy that waits': { fate: instead(504), sentence: "The server isn't ready right now.", asked: 4 },
  'a fault': { fate: instead(500), sentence: 'Something went wrong on our side.', asked: 1 },
  'too much': {
    fate: instead(429, { 'retry-after': '30' }),
    sentence: 'That was a lot at once. Try again in 30 seconds.',
    asked: 1,
  },
  'too large': {
    fate: instead(413),
    sentence: 'This is too long to send. Shorten it and try again.',
    asked: 1,
  },
  'an action of an earlier version': {
    fate: instead(404, { 'x-nextjs-action-not-found': '1' }),
    sentence: `${product.name} was updated after you opened this page.`,
    reload: true,
    asked: 1,
  },
  'an address that is gone': { fate: instead(404), sentence: refused, reload: true, asked: 1 },
  'somebody else’s page': {
    fate: instead(200),
    sentence: `Something on the way to ${product.name} answered in its place`,
    reload: true,
    asked: 1,
  },
  'refused on the way': { fate: instead(403), sentence: refused, reload: true, asked: 1 },
  'a gateway that wants a sign-in of its own': {
    fate: instead(401),
    sentence: refused,
    reload: true,
    asked: 1,
  },
};

type Form = {
  /** Brings the page up and the form into the state that is to be kept. */
  readonly fill: (page: Page) => Promise<void>;
  readonly send: (page: Page) => Promise<void>;
  readonly kept: (page: Page) => Promise<void>;
  /** Whether there is anything typed in it. */
  readonly typed: boolean;
};

async function meetsThemAll(signedIn: Page, form: Form): Promise<void> {
  let fate: Fate | undefined;
  let asked = 0;
  await signedIn.route('**', async (route) => {
    if (!fate || !isAction(route)) return route.fallback();
    asked += 1;
    await fate(route);
  });
  await form.fill(signedIn);
  for (const [name, expected] of Object.entries(cases)) {
    await test.step(name, async () => {
      [fate, asked] = [expected.fate, 0];
      await form.send(signedIn);
      // It does not wait for its pause when the connection is said to be back.
      await expect
        .poll(async () => {
          await signedIn.evaluate(() => window.dispatchEvent(new Event('online')));
          return asked;
        })
        .toBe(expected.asked);
      const note = signedIn.getByText(expected.sentence).first();
      await expect(note).toBeVisible();
      await expect(signedIn.getByText('Trying again…')).toHaveCount(0);
      await expect(signedIn.getByText('What you typed')).toHaveCount(form.typed ? 1 : 0);
      const reload = signedIn.getByRole('button', { name: 'Reload the page' });
      await expect(reload).toHaveCount(expected.reload ? 1 : 0);
      expect(asked).toBe(expected.asked);
      fate = undefined;
      if (expected.reload) {
        await Promise.all([signedIn.waitForEvent('load'), reload.click()]);
        await expect(note).toHaveCount(0);
      }
      await form.kept(signedIn);
      // A draft stands in the fields before the scripts run; they pick up what waited.
      await expect.poll(() => signedIn.evaluate(() => sessionStorage.length)).toBe(0);
    });
  }
}

/** A button that is pressed before the scripts run asks nothing: it acts. */
const hydrated = (page: Page) => expect(page.getByRole('button', { name: 'Account menu' })).toBeVisible();

test.describe('each answer that is none of ours has its sentence and its next step', () => {
  test.beforeEach(({ expectTrouble }) => {
    test.slow();
    expectTrouble(/Failed to load resource|response: 50\d/);
  });

  test('on a form', async ({ signedIn }) => {
    const name = signedIn.getByLabel('Name');
    await meetsThemAll(signedIn, {
      fill: async (page) => {
        await page.goto('/settings/profile');
        await name.fill('A longer name');
      },
      send: (page) => page.getByRole('button', { name: 'Save name' }).click(),
      kept: () => expect(name).toHaveValue('A longer name'),
      typed: true,
    });
    await signedIn.getByRole('button', { name: 'Save name' }).click();
    await expect(signedIn.getByText('Your name was saved.')).toBeVisible();
  });

  test('on a form of several fields', async ({ signedIn, person }) => {
    const description = signedIn.getByLabel('Description');
    await meetsThemAll(signedIn, {
      fill: async (page) => {
        await page.goto('/test-notes/new');
        await page.getByLabel('Name').fill('A bridge');
        await description.fill('over the brook');
      },
      send: (page) => page.getByRole('button', { name: 'Create note' }).click(),
      kept: () => expect(description).toHaveValue('over the brook'),
      typed: true,
    });
    // What came back after a reload is the person's own text: nobody else has changed it meanwhile.
    await expect(signedIn.getByText('was changed in another tab')).toHaveCount(0);
    await signedIn.getByRole('button', { name: 'Create note' }).click();
    await signedIn.waitForURL(/\/test-notes\/[0-9a-f-]{36}$/);
    expect((await notesOf(person)).map((each) => each.name)).toEqual(['A bridge']);
  });

  test('on what is asked about before it is done', async ({ signedIn, person }) => {
    const { id } = await addNote(person, 'A bridge');
    await meetsThemAll(signedIn, {
      fill: async (page) => {
        await page.goto(`/test-notes/${id}`);
        await hydrated(page);
      },
      send: async (page) => {
        await page.getByRole('button', { name: 'Delete note' }).click();
        const dialog = page.getByRole('alertdialog');
        await dialog.getByRole('button', { name: 'Delete note' }).click();
        await expect(dialog).toHaveCount(0);
      },
      kept: hydrated,
      typed: false,
    });
    expect(await notesOf(person)).toHaveLength(1);
  });
});

// only: drafts, from here
test('a draft that the server will not take says so once, and goes on with the next key', async ({
  signedIn,
  expectTrouble,
}) => {
  expectTrouble(/status of 404/);
  let asked = 0;
  await signedIn.route('**/api/drafts', async (route) => {
    asked += 1;
    await instead(404)(route);
  });
  await signedIn.clock.install();
  await signedIn.goto('/test-notes/new');
  await signedIn.getByLabel('Name').fill('A bridge');
  await signedIn.clock.runFor(1000);
  await expect(signedIn.getByText("The draft can't be saved from this page.")).toBeVisible();
  await signedIn.clock.runFor(120_000);
  expect(asked).toBe(1);
  await signedIn.unroute('**/api/drafts');
  await signedIn.getByLabel('Name').fill('A longer bridge');
  await signedIn.clock.runFor(1000);
  await expect(signedIn.getByText('Draft saved')).toBeVisible();
});
// only: drafts, to here

test('the guard says what is the matter, and takes nobody else’s word for an end', async ({
  signedIn,
  expectTrouble,
}) => {
  expectTrouble(/Failed to load resource|response: 50\d/);
  await signedIn.goto('/dashboard');
  const answers: [Fate, string][] = [
    [instead(502), "The server isn't ready right now."],
    [instead(200), `Something on the way to ${product.name} answered in its place`],
    [instead(401), refused],
    [(route) => route.fulfill({ status: 401, json: { error: 'sign in to the gateway' } }), refused],
    [(route) => route.abort('connectionreset'), "Can't reach the server."],
  ];
  for (const [fate, sentence] of answers) {
    await signedIn.unrouteAll();
    await signedIn.route('**/api/session', fate);
    await lookAgain(signedIn);
    await expect(signedIn.getByText(sentence)).toBeVisible();
    await expect(signedIn.getByText('This does not sign you out.')).toBeVisible();
    await expect(signedIn.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await signedIn.unrouteAll();
  await lookAgain(signedIn);
  await expect(signedIn.getByText('This does not sign you out.')).toHaveCount(0);
});
