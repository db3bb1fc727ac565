/** Looks for text that must not be anywhere any more. */

import { expect, type Page } from '@playwright/test';
import { ask, type HttpAnswer, type HttpQuestion } from './http';

/** Where in the document the text stands: in words, attributes, fields, or in the data that Next wrote into scripts. */
const places = (page: Page, text: string) =>
  page.evaluate((wanted) => {
    const holds = (element: Element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.includes(wanted),
      ) ||
      [...element.attributes].some(({ value }) => value.includes(wanted)) ||
      ('value' in element && String(element.value).includes(wanted));
    const found = [...document.querySelectorAll('*')].filter(holds);
    return [...new Set(found.map((element) => element.tagName.toLowerCase()))];
  }, text);

/** Nobody who looks at this page, or has it read aloud, finds the text. */
export async function expectGone(page: Page, text: string): Promise<void> {
  const found = await places(page, text);
  expect(
    found.filter((tag) => tag !== 'script'),
    'elements that still hold it',
  ).toEqual([]);
}

/** Nor does who looks into the document itself. */
export async function expectNothingLeft(page: Page, text: string): Promise<void> {
  expect(await places(page, text), 'elements that still hold it').toEqual([]);
}

/** A page as the router in the browser asks for it: Next answers first with a redirect to the same address with `_rsc`. */
export async function askRsc(path: string, question: HttpQuestion = {}): Promise<HttpAnswer> {
  const headers = { ...question.headers, rsc: '1' };
  const first = await ask(path, { ...question, headers });
  const location = first.headers.location;
  if (!location?.includes('_rsc')) return first;
  const { pathname, search } = new URL(location, 'http://localhost');
  const second = await ask(pathname + search, { ...question, headers });
  return { ...second, everything: first.everything + second.everything };
}
