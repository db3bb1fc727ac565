import { describe, expect, test } from 'vitest';
import { longestActionBody, longestApiBody } from '../../config/body-limits';
import { oddityOf } from './odd-request';

const get = (url: string, headers: Record<string, string> = {}) => oddityOf({ method: 'GET', url, headers });
const post = (url: string, headers: Record<string, string> = {}) =>
  oddityOf({ method: 'POST', url, headers });
const form = { 'content-type': 'multipart/form-data; boundary=x' };

describe('what browsers send goes on', () => {
  for (const url of [
    '/',
    '/sign-in?next=%2Fprojects',
    '/projects/caf%C3%A9',
    '/robots.txt',
    '/api/session',
    '//x',
  ])
    test(url, () => expect(get(url)).toBeUndefined());
  test('a form without scripts, an action, and a script that talks to the API', () => {
    expect(post('/sign-in', form)).toBeUndefined();
    expect(post('/sign-in', { ...form, 'next-action': 'x' })).toBeUndefined();
    expect(
      post('/sign-in', { 'content-type': 'text/plain;charset=UTF-8', 'next-action': 'x' }),
    ).toBeUndefined();
    expect(post('/api/session/touch')).toBeUndefined();
    expect(oddityOf({ method: 'OPTIONS', url: '/api/session', headers: {} })).toBeUndefined();
  });
  test('a router state as the router writes it', () => {
    const tree = encodeURIComponent(JSON.stringify(['', { children: ['sign-in', {}] }, null, null]));
    expect(get('/sign-in', { rsc: '1', 'next-router-state-tree': tree })).toBeUndefined();
  });
});

describe('an address that cannot be read is a bad request', () => {
  const addresses = [
    ...[
      '',
      '*',
      'sign-in',
      'http://evil.example/',
      '/%',
      '/%ff',
      '/%E0%A4%A',
      '/a%00',
      '/a%0d%0aX',
      '/\\evil.example',
    ],
    ...['/%5cevil.example', '/caf\u00e9', '/\u0001', '/a b', '/\u007f'],
  ];
  for (const url of addresses) test(JSON.stringify(url), () => expect(get(url)).toEqual({ code: 'invalid' }));
});

test.each(['/_global-error', '/_error', '/%5Fnot-found', '//_global-error', '/_next'])(
  'the inside of Next has no address for others: %s',
  (url) => expect(get(url)).toEqual({ code: 'not_found' }),
);

describe('a method that nothing answers is not allowed, and the answer says which are', () => {
  test.each([
    ['TRACE', '/sign-in', 'GET, HEAD, POST'],
    ['PROPFIND', '/', 'GET, HEAD, POST'],
    ['OPTIONS', '/sign-in', 'GET, HEAD, POST'],
    ['PUT', '/dashboard', 'GET, HEAD, POST'],
    ['POST', '/robots.txt', 'GET, HEAD'],
    ['OPTIONS', '/robots.txt', 'GET, HEAD'],
    ['POST', '/_next/static/chunks/x.js', 'GET, HEAD'],
    ['POST', '/_next/static/x', 'GET, HEAD'],
    ['TRACE', '/api/session', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'],
    ['get', '/', 'GET, HEAD, POST'],
  ])('%s %s', (method, url, allow) => {
    expect(oddityOf({ method, url, headers: {} })).toEqual({ code: 'method_not_allowed', allow });
  });
});

describe('what is sent', () => {
  test('up to the limit goes on, one byte more is too large', () => {
    const sized = (url: string, bytes: number) => post(url, { ...form, 'content-length': String(bytes) });
    expect(sized('/sign-in', longestActionBody)).toBeUndefined();
    expect(sized('/sign-in', longestActionBody + 1)).toEqual({ code: 'too_large' });
    expect(sized('/api/drafts', longestApiBody)).toBeUndefined();
    expect(sized('/api/drafts', longestApiBody + 1)).toEqual({ code: 'too_large' });
  });
  test('to a page, in a form that is no action, is not supported', () => {
    const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const headers of [
      {},
      urlencoded,
      { 'content-type': 'text/plain' },
      { ...urlencoded, 'next-action': 'x' },
    ])
      expect(post('/sign-in', headers)).toEqual({ code: 'unsupported' });
  });
  test.each(['x', '%', '{}', '["",{}', '["",1]'])('with the router state %s is a bad request', (tree) => {
    expect(get('/sign-in', { rsc: '1', 'next-router-state-tree': tree })).toEqual({ code: 'invalid' });
  });
});
