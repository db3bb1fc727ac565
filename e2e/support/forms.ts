/** Server actions without a browser: forms posted as browsers without scripts post them, and recorded calls sent again. */

import { randomUUID } from 'node:crypto';
import type { Page, Request } from '@playwright/test';
import { ask, cookieSet, fromOurPages, type HttpAnswer, type HttpQuestion } from './http';
import type { TestPerson } from './people';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A multipart body with its content type. */
export function multipart(fields: Fields): Promise<Multipart> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of [value].flat()) form.append(name, each);
  }
  return encode(form);
}

/** The same form as the scripts of a page send it to an action: `0`, the last field, says what the arguments are. */
export function calledWith(fields: Readonly<Record<string, string>>): Promise<Multipart> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(`_1_${name}`, value);
  form.append('0', '["$undefined","$K1"]');
  return encode(form);
}

type Multipart = { readonly body: Buffer; readonly type: string };

async function encode(form: FormData): Promise<Multipart> {
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? '';
  return { type, body: Buffer.from(await encoded.arrayBuffer()) };
}

/** The hidden fields of the form in which `within` stands: what names the action to Next. */
export function hiddenFields(html: string, within: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.split('</form>')[0]?.includes(within));
  if (!form) throw new Error(`no form contains ${within}`);
  const fields: Record<string, string> = {};
  for (const [tag] of (form.split('</form>')[0] ?? '').matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name) fields[name] = decoded(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return fields;
}

const decoded = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Loads a page, fills the form in which `within` stands, and posts it as a browser without scripts does. */
export async function postForm(
  path: string,
  within: string,
  fields: Fields,
  question: HttpQuestion = {},
): Promise<HttpAnswer> {
  const page = await ask(path, { ...question, method: 'GET' });
  const { body, type } = await multipart({ ...hiddenFields(page.text, within), ...fields });
  const headers = { ...fromOurPages(question.at), ...question.headers, 'content-type': type };
  return ask(path, { ...question, method: 'POST', headers, body });
}

/** Signs in by the real form without a browser, and returns the cookie's value. */
export async function cookieOf(
  person: TestPerson,
  options: HttpQuestion & { remember?: boolean } = {},
): Promise<string> {
  const { remember, ...question } = options;
  const fields = { email: person.email, password: person.password, ...(remember ? { remember: 'on' } : {}) };
  const answer = await postForm('/sign-in', 'name="email"', fields, question);
  const cookie = cookieSet(answer);
  if (!cookie) throw new Error(`signing in was answered with ${answer.status}`);
  return cookie;
}

/** One call of a server action as a page made it. */
export type RecordedAction = {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
};

const isAction = (request: Request) => request.method() === 'POST' && 'next-action' in request.headers();

/** Records the next call of a server action that the page makes, and lets it through. */
export async function recordAction(page: Page, doing: () => Promise<unknown>): Promise<RecordedAction> {
  const [request] = await Promise.all([page.waitForRequest(isAction), doing()]);
  const headers = await request.allHeaders();
  const kept = ['next-action', 'content-type', 'accept', 'next-router-state-tree'];
  return {
    path: new URL(request.url()).pathname,
    headers: Object.fromEntries(kept.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
    body: request.postDataBuffer() ?? Buffer.alloc(0),
  };
}

/** The same without letting it through; the page is loaded again. */
export async function interceptAction(page: Page, doing: () => Promise<unknown>): Promise<RecordedAction> {
  await page.route('**', (route) => (isAction(route.request()) ? route.abort() : route.continue()));
  const recorded = await recordAction(page, doing);
  // The page that sent it would go on trying.
  await page.reload();
  await page.unroute('**');
  return recorded;
}

/** A call with one text in it replaced by another, such as an id by somebody else's; as a submission of its own. */
export const withText = (action: RecordedAction, text: string, other: string): RecordedAction =>
  withFreshKey(sameWithText(action, text, other));

/** The same under the same idempotency key. */
export function sameWithText(action: RecordedAction, text: string, other: string): RecordedAction {
  const body = action.body.toString();
  if (!body.includes(text)) throw new Error('the recorded call does not contain the text');
  return { ...action, body: Buffer.from(body.replaceAll(text, other)) };
}

const idempotencyKey = /(idempotency-key"\r\n\r\n)[0-9a-f-]{36}/;

/** As a page sends it that names nobody, as those of browsers without scripts do. */
export const withoutOwner = (action: RecordedAction): RecordedAction =>
  withFreshKey(sameWithText(action, 'acting-as', 'not-acting-as'));

/** As if it were sent for the first time. */
const withFreshKey = (action: RecordedAction): RecordedAction => ({
  ...action,
  body: Buffer.from(action.body.toString().replace(idempotencyKey, `$1${randomUUID()}`)),
});

/** Sends a recorded call again: from another page, with another cookie, with other headers. */
export const replay = (
  action: RecordedAction,
  question: HttpQuestion = {},
  path = action.path,
): Promise<HttpAnswer> =>
  ask(path, {
    ...question,
    method: 'POST',
    headers: { ...fromOurPages(question.at), ...action.headers, ...question.headers },
    body: action.body,
  });
