import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDevice, readEvidence } from './device';

const chrome = (system: string, more = '') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 ${more}Safari/537.36`;
const mac = 'Macintosh; Intel Mac OS X 10_15_7';

describe('what says nothing has a name all the same', () => {
  test.each([[null], [''], ['  '], ['\u0000\u001b\r\n'], ["'; drop table sessions; --"]])(
    '%j',
    (userAgent) => {
      expect(describeDevice(userAgent)).toEqual({ name: 'Unknown device', kind: 'unknown' });
    },
  );

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
