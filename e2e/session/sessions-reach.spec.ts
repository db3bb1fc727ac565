import type { Locator, Page } from '@playwright/test';
import { liveSession, sessionRows } from '../support/database';
import { cookieOf } from '../support/forms';
import { expect, firefoxOnMac, safariOnIphone, test } from '../support/test';

const items = (page: Page) => page.getByRole('list', { name: 'Active sessions' }).getByRole('listitem');
const item = (page: Page, name: string): Locator => items(page).filter({ hasText: name });

async function twoMoreDevices(person: Parameters<typeof cookieOf>[0]): Promise<void> {
  await cookieOf(person, { headers: { 'user-agent': firefoxOnMac } });
  await cookieOf(person, { headers: { 'user-agent': safariOnIphone } });
}

test('a person at the keyboard stays where they are: after renaming, and after revoking', async ({
  signedIn,
  person,
}) => {
  await twoMoreDevices(person);
  await signedIn.goto('/settings/sessions');
  const last = items(signedIn).nth(2).getByRole('button', { name: 'Rename' });
  for (const leave of ['Escape', 'Cancel', 'Save name']) {
    await last.press('Enter');
    await expect(signedIn.getByLabel('Device name')).toBeFocused();
    if (leave === 'Escape') await signedIn.keyboard.press('Escape');
    else await signedIn.getByRole('button', { name: leave }).press('Enter');
    await expect(last).toBeFocused();
  }
  await items(signedIn).nth(1).getByRole('button', { name: 'Revoke' }).press('Enter');
  await expect(items(signedIn)).toHaveCount(2);
  await expect(items(signedIn).nth(1).getByRole('button', { name: 'Rename' })).toBeFocused();
  await items(signedIn).nth(1).getByRole('button', { name: 'Revoke' }).press('Enter');
  await expect(items(signedIn)).toHaveCount(1);
  await expect(signedIn.getByRole('heading', { level: 1, name: 'Sessions' })).toBeFocused();
});

test('a name that is too long is refused with words and not cut', async ({ signedIn, person }) => {
  await signedIn.goto('/settings/sessions');
  await signedIn.getByRole('button', { name: 'Rename' }).click();
  const field = signedIn.getByLabel('Device name');
  await field.fill('x'.repeat(61));
  await signedIn.getByRole('button', { name: 'Save name' }).click();
  await expect(field).toHaveAccessibleDescription(/at most 60 characters/);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('x'.repeat(61));
  expect((await liveSession(person)).device_name).toBe('Chrome on Windows');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a device is renamed, and the others are signed out after a page that says which', async ({
    signedIn,
    person,
  }) => {
    await twoMoreDevices(person);
    await signedIn.goto('/settings/sessions');
    await item(signedIn, 'This device').getByRole('button', { name: 'Rename' }).click();
    await signedIn.getByLabel('Device name').fill('Kitchen');
    await signedIn.getByRole('button', { name: 'Save name' }).click();
    await expect(signedIn).toHaveURL(/\/settings\/sessions$/);
    await expect(item(signedIn, 'Kitchen')).toContainText(/Last active today, \d{1,2}:\d\d [AP]M UTC/);
    await signedIn.getByRole('button', { name: 'Sign out other sessions' }).click();
    await expect(
      signedIn.getByRole('heading', { level: 1, name: 'Sign out 2 other sessions?' }),
    ).toBeVisible();
    for (const device of ['Firefox on Mac', 'Safari on iPhone'])
      await expect(signedIn.getByRole('listitem').filter({ hasText: device })).toBeVisible();
    expect((await sessionRows(person)).filter((row) => row.ended_at)).toEqual([]);
    await signedIn.getByRole('button', { name: 'Sign out 2' }).click();
    await expect(items(signedIn)).toHaveCount(1);
    expect((await liveSession(person)).device_name).toBe('Kitchen');
  });
});
