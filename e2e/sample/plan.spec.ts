import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { age, auditRows, endInDatabase, sql } from '../support/database';
import { lockedSheet, lookAgain, stepUpDialog } from '../support/guard';
import { fillSignIn, signInAs, type TestPerson } from '../support/people';
import { expect, test } from '../support/test';

const next = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm upgrade' }).click();
const atStep = (page: Page, step: string) => page.waitForURL(`**/settings/plan?step=${step}`);

async function choose(page: Page): Promise<void> {
  await page.goto('/settings/plan');
  await page.getByRole('radio', { name: 'Team' }).check();
  await next(page);
  await atStep(page, 'billing');
}

async function fillBilling(page: Page): Promise<void> {
  await page.getByLabel('Company or name').fill('Analytical Engines');
  await page.getByLabel('Address').fill('12 Brook Street\nLondon');
  await page.getByLabel('Country').fill('United Kingdom');
}

async function toConfirm(page: Page): Promise<void> {
  await choose(page);
  await fillBilling(page);
  await next(page);
  await atStep(page, 'confirm');
}

const planOf = async (person: TestPerson) =>
  (await sql<{ plan: string }[]>`select plan from users where id = ${person.id}`)[0]?.plan;
const changes = async (person: TestPerson) =>
  (await auditRows(person)).filter(({ event }) => event === 'plan_changed').length;

async function expectUpgraded(page: Page, person: TestPerson): Promise<void> {
  await expect(page.getByText("You're on the Team plan")).toBeVisible();
  expect([await planOf(person), await changes(person)]).toEqual(['team', 1]);
  const [details] =
    await sql`select company, address, country from billing_details where user_id = ${person.id}`;
  expect(details).toMatchObject({ company: 'Analytical Engines', country: 'United Kingdom' });
  expect(await sql`select 1 from drafts where user_id = ${person.id}`).toHaveLength(0);
}

test('three steps lead to another plan, and every one of them is accessible', async ({
  signedIn,
  person,
}) => {
  const look = async () => {
    await expectAccessible(signedIn);
    await signedIn.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(signedIn);
    await signedIn.setViewportSize({ width: 1440, height: 900 });
  };
  await signedIn.goto('/settings/plan');
  await look();
  await choose(signedIn);
  await look();
  await fillBilling(signedIn);
  await next(signedIn);
  await atStep(signedIn, 'confirm');
  await look();
  await confirm(signedIn);
  await expectUpgraded(signedIn, person);
});

test.describe('signed out in the middle', () => {
  test.beforeEach(({ expectTrouble }) => expectTrouble(/status of 401/));

  const stops: Record<
    string,
    {
      before: (page: Page) => Promise<unknown>;
      press: (page: Page) => Promise<unknown>;
      onward: (page: Page) => Promise<unknown>;
    }
  > = {
    'choosing the plan': {
      before: async (page) => {
        await page.goto('/settings/plan');
        await page.getByRole('radio', { name: 'Team' }).check();
      },
      press: next,
      onward: async (page) => {
        await atStep(page, 'billing');
        await fillBilling(page);
        await next(page);
        await atStep(page, 'confirm');
        await confirm(page);
      },
    },
    'entering billing details': {
      before: async (page) => {
        await choose(page);
        await fillBilling(page);
      },
      press: next,
      onward: async (page) => {
        await atStep(page, 'confirm');
        await confirm(page);
      },
    },
    confirming: { before: toConfirm, press: confirm, onward: async () => undefined },
  };

  for (const [name, { before, press, onward }] of Object.entries(stops)) {
    test(`${name}: signing in on the spot goes on from there`, async ({ signedIn, person }) => {
      await before(signedIn);
      await age(person, { idleSeconds: 1801 });
      // The page may hear of the end before the button is pressed: then it is pressed when the page is back.
      const pressed = press(signedIn);
      await expect(lockedSheet(signedIn)).toBeVisible();
      expect(await planOf(person)).toBe('free');
      await fillSignIn(signedIn, person);
      await pressed;
      await onward(signedIn);
      await expectUpgraded(signedIn, person);
    });
  }

  test('while asked to confirm it is them: anyone who signs in has just proven it', async ({
    signedIn,
    person,
  }) => {
    await toConfirm(signedIn);
    await age(person, { stepUpSeconds: 601 });
    await confirm(signedIn);
    await expect(stepUpDialog(signedIn)).toBeVisible();
    await endInDatabase(person, 'revoked_by_user');
    await lookAgain(signedIn);
    await expect(lockedSheet(signedIn)).toBeVisible();
    await fillSignIn(signedIn, person);
    await expectUpgraded(signedIn, person);
    await expect(stepUpDialog(signedIn)).toHaveCount(0);
  });

  test('and gone on elsewhere: the other device knows every answer', async ({
    signedIn,
    person,
    secondBrowser,
  }) => {
    await choose(signedIn);
    await fillBilling(signedIn);
    await expect(signedIn.getByText('Draft saved')).toBeVisible();
    await endInDatabase(person, 'revoked_by_user');
    const other = await secondBrowser();
    await signInAs(other, person, {
      at: `/sign-in?next=${encodeURIComponent('/settings/plan?step=billing')}`,
    });
    await expect(other.getByLabel('Company or name')).toHaveValue('Analytical Engines');
    await next(other);
    await atStep(other, 'confirm');
    await confirm(other);
    await expectUpgraded(other, person);
  });
});

test('confirming asks for proof where it is old, and then happens once', async ({ signedIn, person }) => {
  await toConfirm(signedIn);
  await age(person, { stepUpSeconds: 601 });
  await confirm(signedIn);
  await expect(stepUpDialog(signedIn)).toContainText('change your plan');
  expect(await planOf(person)).toBe('free');
  await stepUpDialog(signedIn).getByLabel('Password', { exact: true }).fill(person.password);
  await stepUpDialog(signedIn).getByRole('button', { name: 'Confirm' }).dblclick();
  await expectUpgraded(signedIn, person);
});

test('without scripts all three steps work', async ({ person, secondBrowser }) => {
  const plain = await secondBrowser({ javaScriptEnabled: false });
  await signInAs(plain, person);
  await toConfirm(plain);
  await confirm(plain);
  await expectUpgraded(plain, person);
});

test('nobody gets past an unanswered step, and wrong answers are told at the field', async ({ signedIn }) => {
  await signedIn.goto('/settings/plan?step=confirm');
  await signedIn.waitForURL((url) => url.pathname === '/settings/plan' && url.search === '');
  await next(signedIn);
  await expect(signedIn.getByText("You're already on this plan. Choose another one.")).toBeVisible();
  await choose(signedIn);
  await signedIn.goto('/settings/plan?step=confirm');
  await atStep(signedIn, 'billing');
  await signedIn.getByLabel('Country').fill('United Kingdom');
  await next(signedIn);
  await expect(signedIn.getByText('Enter the name for the invoice.')).toBeVisible();
  await expect(signedIn.getByLabel('Country')).toHaveValue('United Kingdom');
});
