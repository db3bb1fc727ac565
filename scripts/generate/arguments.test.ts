import { describe, expect, test } from 'vitest';
import { type Asked, readAsked } from './arguments';

const read = (line: string) => readAsked(line === '' ? [] : line.split(' '));

test.each<[string, Partial<Asked>]>([
  ['feature invoice', { kind: 'feature', name: 'invoice', forced: false }],
  [
    'feature person --plural people --force',
    { kind: 'feature', name: 'person', plural: 'people', forced: true },
  ],
  ['page reports --title Reports --nav', { kind: 'page', name: 'reports', title: 'Reports', nav: true }],
  ['page reports', { kind: 'page', name: 'reports', title: 'Reports', nav: false }],
  ['page monthly-reports', { title: 'Monthly reports' }],
  ['mail invoice-sent', { kind: 'mail', name: 'invoice-sent' }],
  ['reason seat-removed', { kind: 'reason', name: 'seat-removed' }],
  [
    'setting reminder-lead --value 3d',
    { kind: 'setting', group: 'account', fallback: '3d', unit: 'duration' },
  ],
  ['setting seat-limit --value 5 --group session', { group: 'session', fallback: '5', unit: 'count' }],
])('%s is understood', (line, asked) => {
  expect(read(line)).toMatchObject(asked);
});

describe('what is not understood says what would be', () => {
  test.each([
    ['', 'Say what to generate.'],
    ['thing invoice', 'There is nothing called "thing" to generate.'],
    ['feature', 'Say its name, in the singular, such as: invoice'],
    ['feature invoice order', 'One name at a time, with hyphens between words: invoice-order'],
    [
      'feature Invoice',
      '"Invoice" has to be small letters and digits, with single hyphens between words: invoice',
    ],
    [
      'feature invoices',
      '"invoices" looks like more than one. Say one of them, or its plural too: --plural …',
    ],
    ['feature invoice --nav', 'There is no --nav for a feature.'],
    ['feature invoice --plural', 'Say what --plural is.'],
    ['page class', '"class" is a word of the language itself. Choose another name, such as: class-entry'],
    ['setting reminder-lead', 'Say its default, such as: --value 3d for a length, or --value 5 for a number'],
    [
      'setting reminder-lead --value 3x',
      '"3x" is neither a length such as 45s, 30m, 12h or 7d nor a whole number above zero.',
    ],
    [
      'setting reminder-lead --value 0',
      '"0" is neither a length such as 45s, 30m, 12h or 7d nor a whole number above zero.',
    ],
    [
      'setting reminder-lead --value 1000000',
      '"1000000" is neither a length such as 45s, 30m, 12h or 7d nor a whole number above zero.',
    ],
    ['setting reminder-lead --value 401d', '"401d" is longer than 400d, the longest that a setting may be.'],
    [
      'setting reminder-lead --value 3d --group money',
      'There is no group money: session, sign-in, factors, account, retention',
    ],
  ])('%s', (line, sentence) => {
    expect(read(line)).toBe(sentence);
  });

  test('a title has to be a sentence that code can hold', () => {
    expect(readAsked(['page', 'reports', '--title', 'a `b`'])).toBe(
      "The title may have letters, digits, spaces and , . ' ’ & ( ) -, 60 of them at most.",
    );
    expect(readAsked(['page', 'reports', '--title', 'What’s new'])).toMatchObject({ title: 'What’s new' });
  });
});
