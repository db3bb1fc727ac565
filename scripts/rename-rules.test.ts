import { describe, expect, test } from 'vitest';
import { letterMarks } from './mark-letters';
import { nameFault, type ProductIdentity, readRenaming, slugOf } from './rename-rules';

test.each([
  ['Harbour', 'harbour'],
  ['Acme & Söhne', 'acme-soehne'],
  ["Ada's Shop", 'adas-shop'],
  ['Ada’s Shop', 'adas-shop'],
  ['Crème Brûlée', 'creme-brulee'],
  ['Straße 7', 'strasse-7'],
  ['Łódź', 'lodz'],
  ['37 signals', '37-signals'],
  ['  -- a  b --  ', 'a-b'],
  ['C#', 'c'],
  ['Harbour 🚢', 'harbour'],
  ['🚢', ''],
  ['Гавань', ''],
  ['港', ''],
  ['', ''],
  [`${'long '.repeat(6)}x`, 'long-long-long-long-long-long'],
  ['a'.repeat(31), 'a'.repeat(30)],
])('the slug of "%s" is "%s"', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

describe('a name', () => {
  test.each(['Harbour', 'Acme & Söhne', "Ada's Shop", 'Harbour 🚢', '👩‍🚀 Crew', 'C#', 'a'.repeat(40), '港'])(
    'may be "%s"',
    (name) => {
      expect(nameFault(name)).toBeUndefined();
    },
  );

  const sign = (which: string) =>
    `The name may not have the sign ${which}: in an address of a mail, an authenticator app or a document it would mean something else.`;
  const unseen =
    'The name has a character that nobody can see, such as a line break or a tab. Write it without.';
  test.each([
    ['', 'Say the name, such as: npm run rename -- "Harbour"'],
    ['a'.repeat(41), 'The name has 41 characters. It stands in the subjects of mails and may have 40.'],
    ['two\nlines', unseen],
    ['a\tb', unseen],
    ['turned \u202e around', unseen],
    ['zero\u200bwidth', unseen],
    ['say "hi"', sign('"')],
    ['<b>', sign('<')],
    ['a: b', sign(':')],
    ['a|b', sign('|')],
    ['a`b', sign('`')],
    ['a\\b', sign('\\')],
  ])('may not be %j', (name, sentence) => {
    expect(nameFault(name)).toBe(sentence);
  });
});

describe('what is asked for', () => {
  const now: ProductIdentity = { name: 'Old Name', slug: 'old-name', colour: '#2f57cf', mark: 'M8 6V18' };
  const read = (...args: string[]) => readRenaming(args, now);
  const h = letterMarks.get('H');

  test('a new name keeps the colour and brings its first letter', () => {
    expect(read('Harbour')).toEqual({
      to: { name: 'Harbour', slug: 'harbour', colour: '#2f57cf', mark: h },
      forced: false,
    });
  });

  test('the same name keeps the slug and the mark', () => {
    expect(read('Old Name', '--colour', '#0F766E')).toEqual({
      to: { ...now, colour: '#0f766e' },
      forced: false,
    });
  });

  test('all of it can be said', () => {
    expect(read('Гавань', '--slug', 'gavan', '--colour', '#0f766e', '--mark', 'h', '--force')).toEqual({
      to: { name: 'Гавань', slug: 'gavan', colour: '#0f766e', mark: h },
      forced: true,
    });
    expect(read('Harbour', '--mark', 'M4 4L20 20')).toMatchObject({ to: { mark: 'M4 4L20 20' } });
  });

  test('spaces around and between are put right', () => {
    expect(read('  Ada   Works ')).toMatchObject({ to: { name: 'Ada Works', slug: 'ada-works' } });
  });

  const slugSentence = (slug: string) =>
    `The slug "${slug}" may have small letters, digits and single hyphens between them, 30 at most.`;
  test.each([
    [[], 'Say the name, such as: npm run rename -- "Harbour"'],
    [['   '], 'Say the name, such as: npm run rename -- "Harbour"'],
    [['Ada', 'Works'], 'One name, in quotes if it has spaces: npm run rename -- "Ada Works"'],
    [['🚢'], 'Machines need "🚢" in Latin letters or digits. Add them, such as: --slug harbour'],
    [['A', '--slug', 'A b'], slugSentence('A b')],
    [['A', '--slug=-a'], slugSentence('-a')],
    [['A', '--slug', 'a'.repeat(31)], slugSentence('a'.repeat(31))],
    [['A', '--colour', 'teal'], '"teal" isn\'t a colour. Write it as six digits, such as "#0f766e".'],
    [
      ['A', '--mark', 'Ж'],
      '"Ж" can\'t be the mark. Take one letter from A to Z, one digit, or the d of a path with M, L, H, V and C, in capitals, on a grid of 24 by 24.',
    ],
    [['A', '--logo', 'x'], "Unknown option '--logo'."],
  ])('%j is refused', (args, sentence) => {
    expect(read(...args)).toBe(sentence);
  });
});
