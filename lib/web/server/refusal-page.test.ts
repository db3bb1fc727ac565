import { describe, expect, test } from 'vitest';
import { type ProblemCode, problem } from '../guards/problem';
import { inWords } from './refusal-page';

const navigating = { headers: new Headers({ 'sec-fetch-mode': 'navigate' }) };
const asking = (headers: Record<string, string>) => ({ headers: new Headers(headers) });

describe('a refusal', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['a browser that goes there', { 'sec-fetch-mode': 'navigate' }, true],
    ['an old browser that goes there', { accept: 'text/html,application/xhtml+xml' }, true],
    ['a script', { 'sec-fetch-mode': 'cors', accept: 'text/html' }, false],
    ['an image', { 'sec-fetch-mode': 'no-cors' }, false],
    ['a program', { accept: '*/*' }, false],
    ['a program that says nothing', {}, false],
  ])('is shown to %s as %o: in words %o', async (_who, headers, words) => {
    const response = await inWords(asking(headers), problem('cross_site'));
    expect(response.status).toBe(403);
    const type = words ? 'text/html; charset=utf-8' : 'application/problem+json';
    expect(response.headers.get('Content-Type')).toBe(type);
    expect(response.headers.get('Cache-Control')).toBe('private, no-store');
  });

  test.each<[ProblemCode, number, string, string]>([
    ['cross_site', 403, 'nothing was changed', 'href="/sign-in?next=%2Fx"'],
    ['forbidden', 403, 'You may not do this.', 'href="/"'],
    ['step_up_required', 403, "Confirm it's you first.", 'href="/step-up?next=%2Fdashboard"'],
    ['no_session', 401, 'Sign in to use this.', 'href="/sign-in"'],
    ['session_ended', 401, 'This session has ended.', 'href="/sign-in"'],
    ['not_found', 404, 'This page does not exist', 'href="/"'],
    ['unavailable', 503, "The database can't be reached right now.", 'href="/sign-in?next=%2Fx"'],
  ])('%s keeps its status %d, says why, and has a way on', async (code, status, words, way) => {
    const response = await inWords(navigating, problem(code), '/sign-in?next=%2Fx');
    const html = await response.text();
    expect(response.status).toBe(status);
    expect(html).toContain(words.replaceAll("'", '&#39;'));
    expect(html).toContain(way);
    expect(html.match(/<a /g)).toHaveLength(1);
  });

  test('keeps what else it says to machines', async () => {
    const limited = await inWords(navigating, problem('rate_limited', { retryAfterSeconds: 7 }));
    expect(limited.headers.get('Retry-After')).toBe('7');
  });

  test('brings what was asked for as text, and never leads elsewhere', async () => {
    const of = async (asked: string) => (await inWords(navigating, problem('cross_site'), asked)).text();
    expect(await of('/x?"><script>alert(1)</script>')).not.toContain('<script>');
    for (const elsewhere of ['//evil.example', '/\\evil.example', 'https://evil.example', ''])
      expect(await of(elsewhere)).not.toContain('evil.example');
  });

  test('lets its own style through, and nothing else', async () => {
    const response = await inWords(navigating, problem('cross_site'));
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    const style = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] ?? '';
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    expect(policy).toContain(`style-src 'sha256-${digest.toString('base64')}'`);
    expect(policy).toContain("default-src 'none'");
  });
});

test('what is no refusal is left alone', async () => {
  const page = new Response('{}', { headers: { 'Content-Type': 'application/json' } });
  expect(await inWords(navigating, page)).toBe(page);
});
