import type { Page } from '@playwright/test';
import postgres from 'postgres';
import { onnotice } from '../../db/notices';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible';
import { enrol } from '../support/factors';
import { OwnServer } from '../support/own-server';
import { heldSessionCookie } from '../support/people';
import { expect, test } from '../support/test';

// Everyone is signed out here, so nobody else may live in this database.
const own = new OwnServer();

test.beforeAll(() => own.begin());
test.afterAll(() => own.end());

async function onOwnDatabase<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(own.ownerUrl, { max: 1, onnotice });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const fill = async (page: Page, reason: string, phrase: string) => {
  await page.getByLabel('Reason').fill(reason);
  await page.getByLabel('Type SIGN EVERYONE OUT').fill(phrase);
  await page.getByRole('button', { name: 'Sign everyone out' }).click();
};

test('an administrator signs everyone out: the words have to be typed, every page says why, and people get in again', async ({
  secondBrowser,
  expectTrouble,
}) => {
  test.slow();
  // What open pages ask in the moment after.
  expectTrouble(/status of 401/);
  const here = await secondBrowser({ baseURL: own.at });
  const elsewhere = await secondBrowser({ baseURL: own.at });
  await own.signIn(here);
  await onOwnDatabase((sql) => sql`update users set role = 'administrator' where id = ${own.person.id}`);
  await enrol(here);
  // Adding the factor has signed the others out, so this one comes after it.
  const other = await onOwnDatabase(
    (sql) => sql<{ id: string }[]>`
      insert into users (email, name, password_hash, email_verified_at)
      select 'carol@example.com', 'Carol', password_hash, now() from users where id = ${own.person.id} returning id`,
  );
  const administrator = own.person;
  own.person = { ...administrator, id: other[0]?.id ?? '', email: 'carol@example.com' };
  await own.signIn(elsewhere);
  await elsewhere.goto('/dashboard');

  await here.goto('/admin');
  await here.getByRole('link', { name: 'Sign everyone out' }).click();
  await expect(here.getByText('This signs out all 2 people on 2 sessions, you too.')).toBeVisible();
  for (const width of [1440, 390]) {
    await here.setViewportSize({ width, height: 900 });
    await expectAccessible(here);
    await expectNoSidewaysScroll(here);
  }
  await fill(here, 'A dump was stolen.', 'sign everyone out');
  await expect(here.getByText('Type SIGN EVERYONE OUT, in capital letters.')).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere.getByRole('heading', { level: 1 })).toBeVisible();
  expect(elsewhere.url()).toContain('/dashboard');

  await fill(here, 'A dump was stolen.', 'SIGN EVERYONE OUT');
  await expect(here).toHaveURL(/\/sign-in/);
  await expect(here.getByText('We signed you out')).toBeVisible();
  expect(await heldSessionCookie(here.context())).toBeUndefined();
  await elsewhere.goto('/settings/profile');
  await expect(elsewhere.getByText('We signed you out')).toBeVisible();

  const ends = await onOwnDatabase(async (sql) => {
    await expect
      .poll(() => sql`select 1 from sessions where ended_at is null`.then((rows) => rows.length))
      .toBe(0);
    return sql`select actor_id, data from audit_events where event = 'everyone_signed_out'`;
  });
  expect(ends).toMatchObject([
    { actor_id: administrator.id, data: { people: 2, sessions: 2, why: 'A dump was stolen.' } },
  ]);
  await own.signIn(elsewhere);
  await elsewhere.goto('/dashboard');
  await expect(elsewhere).toHaveURL(/\/dashboard/);
});
