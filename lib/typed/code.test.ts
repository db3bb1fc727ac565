import { describe, expect, test } from 'vitest';
import { bareCode, readAuthenticatorCode, readFactorCode, readMailedCode, readRecoveryCode } from './code';

/** Ways in which one and the same code arrives, whichever field it is meant for. */
const disguises: readonly [string, (code: string) => string][] = [
  ['as it is', (code) => code],
  ['small', (code) => code.toLowerCase()],
  ['with blanks around', (code) => `  ${code}\n`],
  ['in two parts', (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
  ['in two parts with a no-break space', (code) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`],
  ['in two parts with a wide blank', (code) => `${code.slice(0, 3)}\u3000${code.slice(3)}`],
  ...['-', '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '－', 'ー', 'ｰ'].map(
    (dash): [string, (code: string) => string] => [
      `with the dash U+${dash.charCodeAt(0).toString(16)}`,
      (code) => `${code.slice(0, 4)}${dash}${code.slice(4)}`,
    ],
  ),
  ['with a zero-width space', (code) => `\u200b${code.slice(0, 2)}\u200b${code.slice(2)}`],
  ['with marks of direction', (code) => `\u202a${code}\u202c\u200e`],
  ['with a soft hyphen', (code) => `${code.slice(0, 2)}\u00ad${code.slice(2)}`],
  ['with a byte order mark', (code) => `\ufeff${code}`],
  ['with a Hangul filler', (code) => `${code}\u3164`],
  ['full-width', (code) => code.replace(/[!-~]/g, (one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0))],
];

const kinds = [
  ['from the app', '048162', readAuthenticatorCode],
  ['from a mail', '04816234', readMailedCode],
  ['from the recovery sheet', 'ABCDEFGHJKMNPQRSTVWXYZ01', readRecoveryCode],
] as const;

describe.each(kinds)('a code %s', (_what, code, read) => {
  test.each(disguises)('is read %s', (_how, disguise) => {
    expect(read(disguise(code))).toBe(code);
  });
});

test('digits of every script that Unicode knows are digits', () => {
  const systems = Intl.supportedValuesOf('numberingSystem');
  const counted = systems.filter((numberingSystem) => {
    const digits = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false });
    const typed = [0, 4, 8, 1, 6, 2, 9, 3].map((digit) => digits.format(digit)).join('');
    // A few write their digits as words or in letters.
    if (!/^\p{Nd}{8}$/u.test(typed)) return false;
    expect([numberingSystem, readMailedCode(typed)]).toEqual([numberingSystem, '04816293']);
    return true;
  });
  expect(counted).toEqual(
    expect.arrayContaining(['arab', 'arabext', 'deva', 'fullwide', 'thai', 'mathmono']),
  );
});

describe('what cannot be a code is none', () => {
  test.each([
    '',
    ' ',
    '\u200b',
    '12345',
    '1234567',
    '12345a',
    'abcdef',
    '123.456',
    '①②③④⑤⑥x',
    '½23456',
    '💯💯💯💯💯💯',
  ])('%j in an app', (typed) => {
    expect(readAuthenticatorCode(typed)).toBeUndefined();
  });
  test.each(['', '123456', '1234567', '123456789', 'wrong', 'Your code: 04816234'])(
    '%j in a mail',
    (typed) => {
      expect(readMailedCode(typed)).toBeUndefined();
    },
  );
  test.each(['', '123456', 'ABCD-EFGH', 'U'.repeat(24), 'A'.repeat(25), 'A'.repeat(23)])(
    '%j on a recovery sheet',
    (typed) => {
      expect(readRecoveryCode(typed)).toBeUndefined();
    },
  );
});

test('letters of a recovery code that look like digits are those', () => {
  expect(readRecoveryCode('ABCD–EFGH—JKMN‐PQRS-TVWX-YZoI')).toBe('ABCDEFGHJKMNPQRSTVWXYZ01');
  expect(readRecoveryCode(`${'A'.repeat(22)}lＩ`)).toBe(`${'A'.repeat(22)}11`);
});

test('the one field for both kinds tells them apart, and neither is the code of a mail', () => {
  expect(readFactorCode('١٢٣ ٤٥٦')).toEqual({ kind: 'totp', code: '123456' });
  expect(readFactorCode('a'.repeat(24))).toEqual({ kind: 'recovery_code', code: 'A'.repeat(24) });
  expect(readFactorCode('12345678')).toBeUndefined();
});

test('bare is bare: once more changes nothing', () => {
  for (const [, disguise] of disguises) {
    const once = bareCode(disguise('048AB162'));
    expect(bareCode(once)).toBe(once);
  }
});
