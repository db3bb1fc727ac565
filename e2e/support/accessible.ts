/** Accessibility as a machine can judge it: WCAG 2.2 A and AA with axe. */

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Says for each violation its rule and where it is. `colours`: only what another colour scheme can change. */
export async function expectAccessible(page: Page, judged: 'all' | 'colours' = 'all'): Promise<void> {
  // A page that asks the server first, as after a return, is not there yet.
  await expect(page.locator('h1')).toHaveCount(1);
  // Without frames of other sites there is nothing to put together, for which axe would open a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (judged === 'all'
    ? axe.withTags(rules)
    : axe.withRules('color-contrast')
  ).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** Nothing sticks out at the side: reading needs one direction of scrolling only (WCAG 1.4.10). */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window: visible } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, `width of ${page.url()}`).toBeLessThanOrEqual(visible);
}
