import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDevice, readEvidence } from './device';

const chrome = (system: string, more = '') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 ${more}Safari/537.36`;
const webkit = (system: string, more: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) ${more}`;
const iPhone = 'iPhone; CPU iPhone OS 18_6 like Mac OS X';
const mac = 'Macintosh; Intel Mac OS X 10_15_7';

describe('a browser is named after itself and what it runs on', () => {
  test.each([
    [chrome('Windows NT 10.0; Win64; x64'), 'Chrome on Windows', 'desktop'],
    [`${chrome('Windows NT 10.0; Win64; x64')} Edg/142.0.0.0`, 'Edge on Windows', 'desktop'],
    [`${chrome('Windows NT 10.0; Win64; x64')} OPR/122.0.0.0`, 'Opera on Windows', 'desktop'],
    ['Mozilla/5.0 (Windows NT 10.0; rv:144.0) Gecko/20100101 Firefox/144.0', 'Firefox on Windows', 'desktop'],
    [
      'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
      'Internet Explorer on Windows',
      'desktop',
    ],
    [chrome(mac), 'Chrome on Mac', 'desktop'],
    [webkit(mac, 'Version/26.0 Safari/605.1.15'), 'Safari on Mac', 'desktop'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
      'Firefox on Mac',
      'desktop',
    ],
    [chrome('X11; Linux x86_64'), 'Chrome on Linux', 'desktop'],
    [`${chrome('X11; Linux x86_64')} Vivaldi/7.6`, 'Vivaldi on Linux', 'desktop'],
    [
      'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
      'Firefox on Linux',
      'desktop',
    ],
    [chrome('X11; CrOS x86_64 14541.0.0'), 'Chrome on Chromebook', 'laptop'],
    [webkit(iPhone, 'Version/18.6 Mobile/15E148 Safari/604.1'), 'Safari on iPhone', 'phone'],
    [webkit(iPhone, 'CriOS/142.0.7444.46 Mobile/15E148 Safari/604.1'), 'Chrome on iPhone', 'phone'],
    [webkit(iPhone, 'FxiOS/144.0 Mobile/15E148 Safari/605.1.15'), 'Firefox on iPhone', 'phone'],
    [
      webkit(iPhone, 'Version/18.0 EdgiOS/142.0.0.0 Mobile/15E148 Safari/605.1.15'),
      'Edge on iPhone',
      'phone',
    ],
    [
      webkit('iPad; CPU OS 18_6 like Mac OS X', 'Version/18.6 Mobile/15E148 Safari/604.1'),
      'Safari on iPad',
      'tablet',
    ],
    [chrome('Linux; Android 10; K', 'Mobile '), 'Chrome on Android phone', 'phone'],
    [chrome('Linux; Android 15; Pixel 9', 'Mobile '), 'Chrome on Android phone', 'phone'],
    [chrome('Linux; Android 10; K'), 'Chrome on Android tablet', 'tablet'],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
      'Samsung Internet on Android phone',
      'phone',
    ],
    [
      'Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0',
      'Firefox on Android phone',
      'phone',
    ],
    [
      'Mozilla/5.0 (Android 15; Tablet; rv:144.0) Gecko/144.0 Firefox/144.0',
      'Firefox on Android tablet',
      'tablet',
    ],
    [chrome('X11; Linux x86_64').replace('Chrome', 'HeadlessChrome'), 'Chrome on Linux', 'desktop'],
  ])('%s', (userAgent, name, kind) => {
    expect(describeDevice(userAgent)).toEqual({ name, kind });
  });
});

describe('a script is called one', () => {
  test.each([
    ['curl/8.5.0', 'curl (automated)'],
    ['Wget/1.21.4', 'Wget (automated)'],
    ['python-requests/2.32.3', 'python-requests (automated)'],
    ['Go-http-client/2.0', 'Go-http-client (automated)'],
    ['node', 'node (automated)'],
    ['PostmanRuntime/7.43.0', 'PostmanRuntime (automated)'],
    ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'Slackbot (automated)'],
  ])('%s', (userAgent, name) => {
    expect(describeDevice(userAgent)).toEqual({ name, kind: 'bot' });
  });

  test.each([
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot (automated)'],
    ['Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)', 'YandexBot (automated)'],
    [
      'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
      'Baiduspider (automated)',
    ],
    [chrome('compatible; bingbot/2.0'), 'bingbot (automated)'],
  ])('by its own name and not "Mozilla": %s', (userAgent, name) => {
    expect(describeDevice(userAgent)).toEqual({ name, kind: 'bot' });
  });
});

test('a phone whose maker’s name ends in “bot” is a phone', () => {
  const cubot = chrome('Linux; Android 13; CUBOT X70', 'Mobile ');
  expect(describeDevice(cubot)).toEqual({ name: 'Chrome on Android phone', kind: 'phone' });
});

describe('what says nothing has a name all the same', () => {
  test.each([
    [null, 'Unknown device'],
    ['', 'Unknown device'],
    ['  ', 'Unknown device'],
    ['\u0000\u001b\r\n', 'Unknown device'],
    ['hello world', 'Unknown browser'],
    ['Mozilla/5.0', 'Unknown browser'],
    ['🦊', 'Unknown browser'],
    ['<script>alert(1)</script>', 'Unknown browser'],
    ["'; drop table sessions; --", 'Unknown browser'],
    ['A'.repeat(16_384), 'Unknown browser'],
  ])('%j', (userAgent, name) => {
    expect(describeDevice(userAgent)).toEqual({ name, kind: 'unknown' });
  });

  test('control characters are taken out and do not hide the browser', () => {
    const split = chrome('Windows NT 10.0; Win64; x64').replace('Chrome', '\u0000\u001b\u0085Chr\r\nome');
    expect(describeDevice(split).name).toBe('Chrome on Windows');
  });

  test('nothing makes it throw, and no name is empty, long or on two lines', () => {
    const parts = fc.constantFrom(
      'Mozilla/5.0',
      '(',
      ')',
      'Android',
      'Mobile',
      'Chrome/1',
      'bot',
      'iPad',
      '\0',
      '\n',
      ';',
    );
    const agents = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 30 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(agents, (userAgent) => {
        expect(describeDevice(userAgent).name).toMatch(/^\P{Cc}{1,80}$/u);
      }),
    );
  });
});

describe('a MacBook is called one only on evidence', () => {
  const named = (evidence: object) => {
    const { name, kind } = describeDevice(chrome(mac), readEvidence(JSON.stringify(evidence)));
    return `${name}, ${kind}`;
  };

  test.each([
    [{}, 'Chrome on Mac, desktop'],
    [{ battery: true }, 'Chrome on MacBook, laptop'],
    [{ battery: false, screen: [2560, 1440] }, 'Chrome on Mac, desktop'],
    [{ battery: false, screen: [1512, 982] }, 'Chrome on MacBook, laptop'],
    [{ battery: false, screen: [982, 1512] }, 'Chrome on Mac, desktop'],
    [{ touchPoints: 0, battery: true }, 'Chrome on MacBook, laptop'],
    [{ touchPoints: 1, battery: true }, 'Chrome on MacBook, laptop'],
    [{ touchPoints: 5 }, 'Chrome on iPad, tablet'],
    [{ touchPoints: 5, battery: true }, 'Chrome on iPad, tablet'],
    [{ touchPoints: 'many', battery: 'yes', screen: 'big' }, 'Chrome on Mac, desktop'],
  ])('%o', (evidence, name) => {
    expect(named(evidence)).toBe(name);
  });
});

test('a Windows machine with a battery is a laptop', () => {
  expect(describeDevice(chrome('Windows NT 10.0'), readEvidence('{"battery":true}')).kind).toBe('laptop');
});

test('an Android phone that told its model has it in its name, without control characters', () => {
  const phone = chrome('Linux; Android 10; K', 'Mobile ');
  expect(describeDevice(phone, readEvidence('{"model":"Pixel 9"}')).name).toBe('Chrome on Pixel 9');
  expect(describeDevice(phone, readEvidence('{"model":"Pix\\u0000el\\r\\n9"}')).name).toBe(
    'Chrome on Pixel9',
  );
  expect(describeDevice(phone, readEvidence('{"model":""}')).name).toBe('Chrome on Android phone');
});

describe('evidence that does not parse is none', () => {
  test.each([undefined, null, 1, '', '{', '[]x', '"text"', 'null', `{"model":"${'x'.repeat(500)}"}`])(
    '%j',
    (text) => {
      expect(readEvidence(text)).toBeUndefined();
    },
  );

  test('a nonsense part is left out, the rest is kept', () => {
    expect(
      readEvidence(JSON.stringify({ touchPoints: -1, battery: true, screen: [1], model: 'x'.repeat(61) })),
    ).toEqual({ touchPoints: 0, battery: true, screen: undefined, model: undefined });
    expect(readEvidence('{"touchPoints":101,"__proto__":{"battery":true}}')).toMatchObject({
      touchPoints: 0,
      battery: false,
    });
  });
});
