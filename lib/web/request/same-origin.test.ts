import { describe, expect, test } from 'vitest';
import { isCrossSiteRead, isSameOrigin, isUnsafe } from './same-origin';

const app = 'https://app.test';
const asked = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), app);

describe('a request that changes something is ours', () => {
  test.each<[string, Record<string, string>]>([
    ['with our origin', { origin: app }],
    ['with our origin and Sec-Fetch-Site: same-origin', { origin: app, 'sec-fetch-site': 'same-origin' }],
    ['with Sec-Fetch-Site: same-origin alone', { 'sec-fetch-site': 'same-origin' }],
    [
      'from a page that sends no Referer, for which the browser vouches',
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
    ],
  ])('%s', (_how, headers) => {
    expect(asked(headers)).toBe(true);
  });
});

/** docs/security.md L1 */
describe('a request that changes something is refused', () => {
  test.each<[string, Record<string, string>]>([
    ['without any of the three headers', {}],
    ['with a Referer of ours alone', { referer: `${app}/projects` }],
    ['from another origin', { origin: 'https://evil.test' }],
    ['from an opaque origin', { origin: 'null' }],
    ['from an opaque origin on another site', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['from an opaque origin on a sibling host', { origin: 'null', 'sec-fetch-site': 'same-site' }],
    ['from an opaque origin that nobody sent', { origin: 'null', 'sec-fetch-site': 'none' }],
    ['from an empty origin', { origin: '' }],
    ['from a subdomain', { origin: 'https://evil.app.test' }],
    ['from a host that begins with ours', { origin: 'https://app.test.evil' }],
    ['over plain http', { origin: 'http://app.test' }],
    ['from another port', { origin: 'https://app.test:8443' }],
    ['from our origin with a slash', { origin: 'https://app.test/' }],
    ['from two origins', { origin: 'https://app.test, https://evil.test' }],
    ['from our origin in capitals', { origin: 'https://APP.TEST' }],
    ['with Sec-Fetch-Site: cross-site', { origin: app, 'sec-fetch-site': 'cross-site' }],
    ['with Sec-Fetch-Site: same-site', { origin: app, 'sec-fetch-site': 'same-site' }],
    ['with Sec-Fetch-Site: none', { 'sec-fetch-site': 'none' }],
    ['with an unknown Sec-Fetch-Site', { origin: app, 'sec-fetch-site': 'friendly' }],
    ['with an empty Sec-Fetch-Site', { origin: app, 'sec-fetch-site': '' }],
    [
      'from elsewhere that says same-origin',
      { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
    ],
    [
      'from elsewhere with our forwarded host',
      { origin: 'https://evil.test', 'x-forwarded-host': 'evil.test' },
    ],
  ])('%s', (_how, headers) => {
    expect(asked(headers)).toBe(false);
  });
});

test.each([
  ['GET', false],
  ['HEAD', false],
  ['OPTIONS', false],
  ['get', false],
  ['POST', true],
  ['PUT', true],
  ['PATCH', true],
  ['DELETE', true],
  ['TRACE', true],
  ['ANYTHING', true],
  ['', true],
])('%s changes something: %s', (method, unsafe) => {
  expect(isUnsafe(method)).toBe(unsafe);
});

test('our JSON is not read from another site', () => {
  const read = (site?: string) => isCrossSiteRead(new Headers(site ? { 'sec-fetch-site': site } : {}));
  expect(read('cross-site')).toBe(true);
  expect([read(), read('same-origin'), read('none')]).toEqual([false, false, false]);
});
