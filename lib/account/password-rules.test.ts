import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy, parsePolicy } from '../config/policy';
import { commonPasswords } from './common-passwords';
import { normalisePassword, passwordFault } from './password-rules';

const common = commonPasswords();
const fault = (password: string, context: string[] = []) =>
  passwordFault(password, defaultPolicy, common, context);

/** Letters without a pattern, as many as wanted. */
const letters = 'gkwzvoheubqnjtcxyrmapdlsfi';
const text = (length: number) => letters.repeat(6).slice(0, length);
const emoji = '🦊🐙🌵🍕🚲🎻🧭🪁🏔🥨🦉🪴🛶🎲🧀🐢';

describe('length', () => {
  test.each([
    [7, 'too_short'],
    [8, 'too_short'],
    [14, 'too_short'],
    [15, undefined],
    [16, undefined],
    [64, undefined],
    [127, undefined],
    [128, undefined],
    [129, 'too_long'],
    [1024, 'too_long'],
  ])('%d characters: %s', (length, expected) => {
    expect(fault(text(length))).toBe(expected);
  });

  test('of code points: an emoji counts once', () => {
    const points = [...emoji];
    expect(fault(points.slice(0, 14).join(''))).toBe('too_short');
    expect(fault(points.slice(0, 15).join(''))).toBeUndefined();
    expect(
      fault(
        points
          .slice(0, 15)
          .join('')
          .padEnd(128 + 15, text(128)),
      ),
    ).toBeUndefined();
    expect(
      fault(
        points
          .slice(0, 15)
          .join('')
          .padEnd(129 + 15, text(128)),
      ),
    ).toBe('too_long');
  });

  test('is what the policy says', () => {
    const shorter = parsePolicy({ PASSWORD_MIN_LENGTH: '8' });
    expect(passwordFault(text(7), shorter, common, [])).toBe('too_short');
    expect(passwordFault(text(8), shorter, common, [])).toBeUndefined();
  });

  test('a megabyte is turned away at once', () => {
    const began = performance.now();
    expect(fault('x'.repeat(1_000_000))).toBe('too_long');
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('no rules of composition', () => {
  test.each([
    'aaaa bbbb cccc dddd',
    'correct horse battery staple',
    '  leading and trailing  ',
    '839201746552910',
    'WITHOUT ANY SMALL LETTER',
    'пароль из четырёх слов',
    '馬は正しい電池の主食である本当に',
  ])('%j may be used', (password) => {
    expect(fault(password)).toBeUndefined();
  });
});

describe('what attackers try first is refused with its reason', () => {
  test.each([
    ['passwordpassword', 'common'],
    ['PasswordPassword', 'common'],
    ['passwordpasswordpass', 'repeated'],
    ['sunshinesunshine', 'repeated'],
    ['123456789012345', 'sequence'],
    ['543210987654321', 'sequence'],
    ['qwertyuiopasdfgh', 'sequence'],
    ['1q2w3e4r5t6y7u8i9o', 'sequence'],
    ['1qaz2wsx3edc4rfv', 'common'],
    ['2wsx3edc4rfv5tgb', 'sequence'],
    ['abcdefghijklmnop', 'sequence'],
    ['zyxwvutsrqponmlk', 'sequence'],
    ['aaaaaaaaaaaaaaa', 'repeated'],
    ['abababababababab', 'repeated'],
    ['dragon1234567890', 'common'],
    ['iloveyouprincess', 'common'],
  ])('%s: %s', (password, expected) => {
    expect(fault(password)).toBe(expected);
  });

  test.each([
    ['iloveyou iloveyou', 'repeated'],
    ['iloveyou.iloveyou', 'repeated'],
    ['monkey dragon letmein', 'common'],
    ['Monkey-Dragon_LetMeIn!', 'common'],
    ['1 2 3 4 5 6 7 8 9 0', 'common'],
    ['q.w.e.r.t.y.u.i.o.p.a.s', 'sequence'],
    ['p.a.s.s.w.o.r.d.', 'common'],
    ['a.a.a.a.a.a.a.a.a', 'repeated'],
  ])('separators make no new password of it: %s: %s', (password, expected) => {
    expect(fault(password)).toBe(expected);
  });

  test('nothing but separators is judged as it stands', () => {
    expect(fault('- - - - - - - - -')).toBe('repeated');
    expect(fault('!?;:,.+*#~^°§$%&/')).toBeUndefined();
  });

  test('every listed one that is long enough', () => {
    const long = [...common].filter((password) => [...password].length >= 15);
    expect(long.length).toBeGreaterThan(0);
    expect(long.filter((password) => fault(password) === undefined)).toEqual([]);
  });
});

describe('what is mostly about the person or the product is refused', () => {
  const context = ['Quaymark', 'Grace Murray-Hopper', 'rear.admiral'];
  test.each([
    ['quaymarkquaymark', 'contextual'],
    ['Quaymark-2026-!!!!', 'contextual'],
    ['grace.hopper.1906', 'contextual'],
    ['Grace_Murray_1952', 'contextual'],
    ['rear admiral 123', 'contextual'],
    ['a quaymark out on the open sea', undefined],
    ['nothing of that kind here', undefined],
  ])('%s: %s', (password, expected) => {
    expect(fault(password, context)).toBe(expected);
  });

  test('words of one or two letters do not count', () => {
    expect(fault('bo jo mo ko lo zo', ['bo jo', 'mo'])).toBeUndefined();
  });
});

describe('one password has one spelling', () => {
  test('composed and decomposed letters are the same, NFC and no more', () => {
    expect(normalisePassword('cafe\u0301')).toBe('caf\u00e9');
    expect(normalisePassword('ﬁ②Å')).toBe('ﬁ②Å'.normalize('NFC'));
    expect(normalisePassword('ﬁ②')).toBe('ﬁ②');
  });

  test('spaces and case are kept', () => {
    expect(normalisePassword(' Ab  c ')).toBe(' Ab  c ');
  });

  test('normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (password) => {
        const once = normalisePassword(password);
        expect(normalisePassword(once)).toBe(once);
      }),
    );
  });
});

test('no password and no context make it throw', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 12, maxLength: 140, unit: 'binary' }),
      fc.array(fc.string()),
      (password, words) => {
        expect([
          'too_short',
          'too_long',
          'common',
          'repeated',
          'sequence',
          'contextual',
          undefined,
        ]).toContain(fault(password, words));
      },
    ),
  );
});
