import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPage, returnTo, signInPath, stepUpPath } from './return-to';

const origin = 'https://app.test';

describe('a page of ours', () => {
  test.each([
    ['/', '/'],
    ['/dashboard', '/dashboard'],
    ['/projects?page=2&sort=name', '/projects?page=2&sort=name'],
    ['/settings/sessions#top', '/settings/sessions'],
    ['/projects/../settings', '/settings'],
    ['/a?next=//evil.com', '/a?next=//evil.com'],
    ['/a?u=https://evil.com', '/a?u=https://evil.com'],
    ['/sign-in-help', '/sign-in-help'],
    ['/apiary', '/apiary'],
    ['/größe', '/gr%C3%B6%C3%9Fe'],
  ])('%s leads to %s', (next, path) => {
    expect(returnTo(next)).toBe(path);
  });
});

/** docs/security.md M1; what a URL carries encoded arrives here decoded once. */
const elsewhere = [
  '//evil.com',
  '/\\evil.com',
  '\\/\\/evil.com',
  '\\\\evil.com',
  '///evil.com',
  '////evil.com',
  'https:evil.com',
  'https:/evil.com',
  'https://evil.com',
  'HTTPS://EVIL.COM',
  '//%2fevil.com',
  '%2F%2Fevil.com',
  '/\t/evil.com',
  '/\n/evil.com',
  '\t//evil.com',
  ' //evil.com',
  ' /dashboard',
  '/\r\nLocation: //evil.com',
  '/dashboard\0',
  '/dashboard\u0085',
  '.evil.com',
  '@evil.com',
  'https://app.test@evil.com',
  'https://app.test.evil.com',
  'javascript:alert(1)',
  'data:text/html,x',
  '//evil%E3%80%82com',
  '／／evil.com',
  '/..//evil.com',
  '/a/..//evil.com',
  '/.//evil.com',
  '/./\\evil.com',
  '/%2e%2e//evil.com',
  '',
  'dashboard',
];

describe('what leads elsewhere, or might in some browser, becomes the first page', () => {
  test.each(elsewhere)('%j', (next) => {
    expect(returnTo(next)).toBe(defaultPage);
  });

  test.each([
    ['a list', ['/a', '//evil.com']],
    ['nothing', undefined],
    ['null', null],
    ['a number', 1],
    ['an object that reads as a path', { toString: () => '/projects' }],
  ])('%s', (_what, next) => {
    expect(returnTo(next)).toBe(defaultPage);
  });

  test('2048 characters are a path, 2049 and 8 KB are not', () => {
    expect(returnTo(`/${'a'.repeat(2047)}`)).toHaveLength(2048);
    expect(returnTo(`/${'a'.repeat(2048)}`)).toBe(defaultPage);
    expect(returnTo(`/${'a'.repeat(8191)}`)).toBe(defaultPage);
  });
});

describe('encoded slashes and line breaks stay part of a path on our origin', () => {
  test.each([
    '/%2f/evil.com',
    '/%2F%2Fevil.com',
    '/%5cevil.com',
    '/%09/evil.com',
    '/%0d%0aLocation:%20//evil.com',
  ])('%s', (next) => {
    expect(new URL(returnTo(next), origin).origin).toBe(origin);
    expect(returnTo(next)).toBe(next);
  });
});

describe('what would act, loop or show data without its page becomes the first page', () => {
  test.each([
    '/api',
    '/api/session',
    '/api/session?x=1',
    '/API/session',
    '/_next/static/x.js',
    '/sign-in',
    '/sign-in/',
    '/sign-in/second-factor',
    '/Sign-In?next=/projects',
    `/sign-in?next=${'/sign-in?next='.repeat(20)}/a`,
    '/sign-up',
    '/step-up?next=/settings',
    '/unavailable',
    '/x/../sign-in',
    '/./api/session',
  ])('%s', (next) => {
    expect(returnTo(next)).toBe(defaultPage);
  });
});

const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '/',
        '\\',
        '.',
        '..',
        '@',
        ':',
        '?',
        '#',
        '%',
        '%2f',
        '%5c',
        '%00',
        '\t',
        '\n',
        '\r',
        '\0',
        ' ',
        ';',
      ],
      ...[
        'http:',
        'https:',
        'javascript:',
        'evil.com',
        'app.test',
        '／',
        '。',
        '\u2028',
        '\ud800',
        'a',
        'api',
        'sign-in',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('whatever is asked for, the answer stays on this origin and starts with a single slash', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        hostile,
        hostile.map((text) => `/${text}`),
        fc.string(),
        fc.webUrl(),
      ),
      (next) => {
        const path = returnTo(next);
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(new URL(path, origin).origin).toBe(origin);
        expect(new URL(path, origin).href).toBe(origin + path);
        expect(returnTo(path)).toBe(path);
      },
    ),
    { numRuns: 3000 },
  );
});

describe('the way to the sign-in page', () => {
  test.each([
    [null, '/sign-in'],
    ['/dashboard', '/sign-in'],
    ['//evil.com', '/sign-in'],
    ['/projects?a=1&b=2', '/sign-in?next=%2Fprojects%3Fa%3D1%26b%3D2'],
  ])('from %s is %s', (next, path) => {
    expect(signInPath(next)).toBe(path);
  });

  test('and back is where it began', () => {
    const next = '/projects/1?tab=tasks&q=%26%3D';
    expect(returnTo(new URL(signInPath(next), origin).searchParams.get('next'))).toBe(next);
  });

  test('to step up is the same', () => {
    expect(stepUpPath('/settings/sessions')).toBe('/step-up?next=%2Fsettings%2Fsessions');
    expect(stepUpPath('/projects/1', 'delete_project')).toBe(
      '/step-up?next=%2Fprojects%2F1&for=delete_project',
    );
    expect(stepUpPath('//evil.com')).toBe('/step-up?next=%2Fdashboard');
  });
});
