import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { said } from './letter';

/** What mail programs turn into a link. */
const linkable = /[\p{L}\p{N}]\.\p{L}{2,}|:\/\/|\S@\S|www\./iu;

describe('a name in a mail is as it was written', () => {
  test.each([
    'Zoë O’Brien <3',
    'José',
    'می\u200cخواهم',
    'क्\u200dष',
    '👩\u200d👩\u200d👧\u200d👦 family',
    '👩🏽\u200d💻',
    '❤\ufe0f\u200d🔥',
    '🏳\ufe0f\u200d🌈',
    '葛\u{e0100}城',
    'נועה',
    'J. R. R. Tolkien',
    '203.0.113.7',
    'Version 2.0',
    'and so on...',
  ])('%j', (name) => {
    expect(said(name, '')).toBe(name);
  });

  test.each([
    ['St.Pierre', 'St.\u2060Pierre'],
    ['Dr.Müller', 'Dr.\u2060Müller'],
    ['Prof.Dr.Weiß-Braun', 'Prof.\u2060Dr.\u2060Weiß-Braun'],
    ['J.R.R.Tolkien', 'J.\u2060R.\u2060R.\u2060Tolkien'],
    ['Anne St.Pierre the 2nd', 'Anne St.\u2060Pierre the 2nd'],
    ['St.O’Hara', 'St.\u2060O’Hara'],
  ])('%s, which is no link', (name, shown) => {
    expect(said(name, '')).toBe(shown);
    expect(said(name, '').replaceAll('\u2060', '')).toBe(name);
    expect(said(name, '')).not.toMatch(linkable);
    // Applying it twice changes nothing more.
    expect(said(said(name, ''), '')).toBe(shown);
  });
});

describe('what looks like an address is left out', () => {
  test.each([
    ...['evil.example', 'EVIL.EXAMPLE', 'Visit evil.example now', 'see https://x', 'me@evil', 'WWW.evil'],
    ...[
      'evil\u200b.example',
      'evil.\u2060example',
      'evil\u200d.example',
      'evil\u00ad.example',
      'ev\u200bil.example',
    ],
    ...[
      'evil．example',
      'evil。example',
      'evil․example',
      'ｅｖｉｌ.example',
      'xn--e1a.xn--p1ai',
      'пример.рф',
      '例.中国',
    ],
    ...[
      'St.Pierre/pay',
      'St.Pierre.example',
      'a-.example',
      'my.St.Pierre',
      'x1.example',
      'St.Pierre:80',
      'Evilcorp.Com',
    ],
    ...['St.Pierre1', 'ST.PIERRE', 'evil.St.Pierre'],
    ...[' \u200b ', '', '\u3164', '\u202e', '\u0000'],
  ])('%j', (name) => {
    expect(said(name, 'nobody')).toBe('nobody');
  });
});

test('a long name is cut between characters', () => {
  const family = '👨\u200d👩\u200d👧\u200d👦';
  expect(said(family.repeat(80), '')).toBe(family.repeat(80));
  expect(said(family.repeat(81), '')).toBe(family.repeat(80));
  expect(said(`${'a'.repeat(79)}e\u0301e\u0301`, '')).toBe(`${'a'.repeat(79)}é`);
});

test('whatever somebody is called, it is one line, turns nothing around and is no link', () => {
  const piece = fc.constantFrom(
    ...[
      'St',
      'Dr',
      'A',
      'b',
      '1',
      '.',
      '．',
      '。',
      '/',
      '@',
      ':',
      '-',
      ' ',
      '\n',
      'www.',
      'https://',
      'Pierre',
      'com',
    ],
    ...[
      '\u200b',
      '\u200c',
      '\u200d',
      '\u202e',
      '\u2066',
      '\u2028',
      '\ufeff',
      '\u2060',
      '😀',
      '\u0301',
      'é',
      '王',
    ],
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (name) => {
        const line = said(name, '');
        expect(line).not.toMatch(linkable);
        expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
      },
    ),
    { numRuns: 3000 },
  );
});
