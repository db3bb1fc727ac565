/** Accessibility as a machine can judge it: WCAG 2.2 A and AA with axe. */

import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Says for each violation its rule and where it is. `colours`: only what another colour scheme can change. */
export async function expectAccessible(page: Page, judged: 'all' | 'colours' = 'all'): Promise<void> {
  // A page that asks the server first, as after a return, is not there yet.
  await expect(page.locator('h1')).toHaveCount(1);
  // What keeps a place until the scripts know whether it is wanted.
  await expect(page.locator('.invisible')).toHaveCount(0);
  // Instead of axe's own rule: a refresh takes the title away for a moment, and axe may look just then.
  await expect(page).toHaveTitle(/\S/);
  // Half a megabyte to read: once for each document, however often it is judged.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const values = judged === 'all' ? everyRule : ['color-contrast'];
  const found = await page.evaluate(violations, {
    runOnly: { type: judged === 'all' ? 'tag' : 'rule', values },
    rules: { 'document-title': { enabled: false } },
    resultTypes: ['violations'],
  } satisfies RunOptions);
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** Runs in the page. */
async function violations(options: RunOptions): Promise<string[]> {
  const page = window as unknown as { axe: typeof axe };
  // While something fades in, its colours aren't final. Endless animations, such as a spinner, are left out.
  const moving = () =>
    document
      .getAnimations()
      .filter(
        (each) => each.playState !== 'finished' && each.effect?.getComputedTiming().endTime !== Infinity,
      );
  for (let now = moving(); now.length > 0; now = moving())
    await Promise.allSettled(now.map((each) => each.finished));
  const results = await page.axe.run(document, options);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

/** Nothing sticks out at the side: reading needs one direction of scrolling only (WCAG 1.4.10). */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window: visible } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, `width of ${page.url()}`).toBeLessThanOrEqual(visible);
}
