import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameSchema } from '../account/name';
import { fittingName, nameField, textField } from './name';
import { cut, inSentence, shownName, withoutUnseen } from './visible';

/** Every field for a name is made by the same function; the person's own stands for all of them. */
const read = (typed: unknown) => {
  const result = nameSchema.safeParse(typed);
  return result.success ? result.data : `! ${result.error.issues[0]?.message}`;
};

describe('a name is kept as it is written', () => {
  test.each([
    'Ada Lovelace',
    'Zoë O’Brien <3',
    'D’Arcy-Ó Súilleabháin 3rd',
    '王小明',
    'نورة',
    'נועה',
    'می\u200cخواهم',
    'क्\u200dष',
    'ශ්\u200dරී',
    '葛\u{e0100}城',
    '👩\u200d👩\u200d👧\u200d👦',
    '👩🏽\u200d💻',
    '❤\ufe0f\u200d🔥',
    '🏳\ufe0f\u200d🌈',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '42',
    '★',
    '.',
  ])('%j', (name) => {
    expect(read(name)).toBe(name);
    expect(shownName(name)).toBe(name);
  });
});

describe('what nobody sees is left out', () => {
  test.each([
    ['  Ada\n', 'Ada'],
    ['\u3000Ada\u00a0', 'Ada'],
    ['\u202eada', 'ada'],
    ['\u202aAda\u202c', 'Ada'],
    ['A\u2066d\u2069a', 'Ada'],
    ['\u200e\u200f\u061cAda', 'Ada'],
    ['A\u200bd\u2060a\ufeff', 'Ada'],
    ['Ad\u00ada', 'Ada'],
    ['\u200dAda\u200c', 'Ada'],
    ['Ada \u200d Lovelace', 'Ada  Lovelace'],
    ['A\u{e0041}\u{e0042}da', 'Ada'],
    ['\ufe0fAda', 'Ada'],
    ['\u3164Ada\u2800', 'Ada'],
    ['Jose\u0301', 'José'],
    [`Z${'\u0308'.repeat(40)}oe`, `Z${'\u0308'.repeat(6)}oe`],
    ['half \ud83d', 'half \ufffd'],
  ])('%j is %j', (typed, name) => {
    expect(read(typed)).toBe(name);
  });
});

describe('refused with words', () => {
  test.each([
    ...[
      '',
      '   ',
      '\u200b',
      '\u200b\u2060\ufeff',
      '\u202e\u202c',
      '\u3164',
      '\u2800\u115f',
      '\u{1d159}',
      '\u200d',
      '\ufe0f',
    ].map((typed): [unknown, string] => [typed, '! Enter your name.']),
    ...['\u0301', '\u{e0041}', '\u2028', undefined, 7, ['Ada']].map((typed): [unknown, string] => [
      typed,
      '! Enter your name.',
    ]),
    ...['Ada\nLovelace', 'Ada\u2028Lovelace', 'Ada\u2029x', 'Ada\u0000x', 'A\u001bda', 'A\u0085da'].map(
      (typed): [unknown, string] => [typed, '! Leave out line breaks and control characters.'],
    ),
    ['a'.repeat(101), '! Use at most 100 characters.'],
    ['😀'.repeat(101), '! Use at most 100 characters.'],
    ['👩\u200d👩\u200d👧\u200d👦'.repeat(101), '! Use at most 100 characters.'],
    ['a'.repeat(65_536), '! Use at most 100 characters.'],
    ['\u0301'.repeat(65_536), '! Enter your name.'],
  ])('%j', (typed, words) => {
    expect(read(typed)).toBe(words);
  });
});

test('a hundred characters are those that a person counts', () => {
  for (const one of [
    'a',
    'é',
    '😀',
    '👩\u200d👩\u200d👧\u200d👦',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  ])
    expect(read(one.repeat(100))).toBe(one.repeat(100));
});

test('a text may have several lines, and be empty where nothing is missing', () => {
  const text = textField({ most: 20_000 });
  expect(text.parse(' a\r\n\tb\u202e \n')).toBe('a\r\n\tb');
  expect(text.parse('\u200b')).toBe('');
  expect(text.parse('a\u2028b\u2029c')).toBe('a\nb\nc');
  expect(text.safeParse('a'.repeat(20_001)).error?.issues[0]?.message).toBe('Use at most 20,000 characters.');
  const needed = textField({ missing: 'Enter an address.', most: 500 });
  expect(needed.safeParse('\u200b\n').error?.issues[0]?.message).toBe('Enter an address.');
});

test('a name from elsewhere is made to fit, and is none where nothing of it can be seen', () => {
  expect(fittingName('Ada\nLovelace\u202e', 100)).toBe('Ada Lovelace');
  expect(fittingName('👩🏽\u200d💻'.repeat(101), 100)).toBe('👩🏽\u200d💻'.repeat(100));
  for (const nothing of ['', '\u200b', '\u3164', '\n']) expect(fittingName(nothing, 100)).toBeUndefined();
  expect(cut('👩🏽\u200d💻👩🏽\u200d💻', 1)).toBe('👩🏽\u200d💻');
});

test('a name from before is shown harmlessly, and never as nothing', () => {
  expect(shownName('\u202eada\u2028b\u0000')).toBe('ada b');
  expect(shownName('\u200b')).toBe('No name');
  expect(shownName('\u3164\u2800', 'a device')).toBe('a device');
  expect(inSentence('Ada')).toBe('Ada');
  expect(inSentence('נועה')).toBe('\u2068נועה\u2069');
  expect(inSentence('\u202e', 'a device')).toBe('a device');
});

test('whatever is typed, a name has something to see, one line, one direction, and is its own spelling', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      ' ',
      '\n',
      'é',
      'e',
      '\u0301',
      '👩',
      '🏽',
      '\u200d',
      '\u200c',
      '\ufe0f',
      '❤',
      '🏴',
      '\u{e0067}',
      '\u{e007f}',
    ],
    ...[
      '\u202e',
      '\u2066',
      '\u2069',
      '\u200b',
      '\u3164',
      '\u2800',
      '\u2028',
      '\ufeff',
      '\u00ad',
      '王',
      'ن',
      'क',
      '\u094d',
    ],
  );
  const name = nameField({ missing: 'missing', most: 60 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (typed) => {
        const result = name.safeParse(typed);
        expect(withoutUnseen(withoutUnseen(typed))).toBe(withoutUnseen(typed));
        expect(shownName(typed)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\ufeff]/u);
        if (!result.success) return;
        expect(result.data).toMatch(/[\p{L}\p{N}\p{P}\p{S}]/u);
        expect(result.data).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\ufeff]/u);
        expect(name.parse(result.data)).toBe(result.data);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a hundred thousand of anything are read as well, and none of it is tried for each other', () => {
  for (const one of [' ', '\u3164', '\u0301', '\u200d', '\u{e0041}', '🏴', '👩\u200d', '\u200d\ufe0f'])
    expect(read(`a${one.repeat(100_000)}a`)).toEqual(expect.any(String));
});
