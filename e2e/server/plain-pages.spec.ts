/** Refusals that somebody looks at: each is a page in words, with its own look, whatever stands between it and the browser. */

import { postForm } from '../support/forms';
import { expect, test } from '../support/test';

/** Wide canvas and letters without serifs: the document's own style has been let through. */
const styled = { margin: '0px', serif: false };

test('the page of a refusal behind the gate has its own style', async ({ page, expectTrouble }) => {
  expectTrouble(/status of 404/);
  for (const path of ['/.well-known/none', '/api/none', '/_error']) {
    await page.goto(path);
    await expect(page.getByRole('link', { name: 'Go to the start page' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'This page does not exist' })).toBeVisible();
    const look = await page.evaluate(() => {
      const { margin, fontFamily } = getComputedStyle(document.body);
      return { margin, serif: !fontFamily.includes('sans-serif') };
    });
    expect([path, look]).toEqual([path, styled]);
  }
});

test('a form of an earlier version, sent without scripts, is answered in words with the way back', async () => {
  const stale = { [`$ACTION_ID_40${'0'.repeat(40)}`]: '' };
  for (const [path, within] of [
    ['/sign-in', 'name="email"'],
    ['/sign-up', 'name="name"'],
  ] as const) {
    const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' };
    const answer = await postForm(path, within, { ...stale, email: 'a@b.example' }, { headers });
    expect([answer.status, answer.headers['content-type']]).toEqual([409, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('was updated after you opened this page');
    expect(answer.text).toContain(`href="${path}"`);
  }
});
