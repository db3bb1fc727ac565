import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserOf } from './device';

const chrome = (version: string, system = 'Windows NT 10.0; Win64; x64', more = '') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36${more}`;
const firefox = (version: string) =>
  `Mozilla/5.0 (X11; Linux x86_64; rv:${version}) Gecko/20100101 Firefox/${version}`;
const iphone = (system: string, version: string, build: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/${build} Safari/604.1`;
const pixel = (android: string, build: string) =>
  `Mozilla/5.0 (Linux; Android ${android}; Pixel 8 Build/${build}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36`;

describe('an update is no different browser', () => {
  test.each([
    ['Chrome', chrome('142.0.0.0'), chrome('143.0.7499.41')],
    [
      'Edge',
      chrome('142.0.0.0', undefined, ' Edg/142.0.0.0'),
      chrome('143.0.0.0', undefined, ' Edg/143.0.1.2'),
    ],
    ['Firefox', firefox('99.0'), firefox('146.0')],
    ['iOS and Safari', iphone('18_6', '18.6', '15E148'), iphone('19_1_2', '26.1', '22A3354')],
    ['Android', pixel('15', 'AP4A.250205.002'), pixel('16', 'BP2A.250605.031.A2')],
    [
      'macOS',
      chrome('1', 'Macintosh; Intel Mac OS X 10_15_7'),
      chrome('1', 'Macintosh; Intel Mac OS X 11_0'),
    ],
    ['Windows', chrome('1', 'Windows NT 10.0; Win64; x64'), chrome('1', 'Windows NT 11.0; Win64; x64')],
  ])('of %s', (_what, before, after) => {
    expect(browserOf(before)).not.toBeNull();
    expect(browserOf(after)).toBe(browserOf(before));
  });
});

test('another browser, another system and another kind of device are different ones', () => {
  const all = [
    chrome('142.0.0.0'),
    chrome('142.0.0.0', undefined, ' Edg/142.0.0.0'),
    chrome('142.0.0.0', 'Macintosh; Intel Mac OS X 10_15_7'),
    chrome('142.0.0.0', 'X11; Linux x86_64'),
    firefox('146.0'),
    iphone('19_1', '26.1', '15E148'),
    pixel('16', 'BP2A'),
    'curl/8.5.0',
    'python-requests/2.32.3',
  ];
  expect(new Set(all.map(browserOf)).size).toBe(all.length);
});

test.each([null, undefined, '', '   ', '142.0', '\u0000'])('%j names no browser', (text) => {
  expect(browserOf(text)).toBeNull();
});

test('whatever is sent, it is short, without a version, and quickly said', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (text) => {
      const browser = browserOf(text);
      expect((browser ?? '').length).toBeLessThanOrEqual(200);
      expect(browser ?? '').not.toMatch(/[0-9/]/);
    }),
  );
});
