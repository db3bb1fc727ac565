import { expect, test } from 'vitest';
import { inOrder, readMigrations } from './migration-plan';
import { SetupFault } from './setup-fault';

const starter = ['0000_init', '0001_trail', '0002_factors'].map((tag, index) => ({ tag, when: index }));
const own = (tag: string, after?: string) => ({ tag, after, when: 10 });
const tags = (...made: ReturnType<typeof own>[]) => inOrder(starter, made).map(({ tag }) => tag);

test('a product without migrations of its own has the ones of the starter', () => {
  expect(tags()).toEqual(['0000_init', '0001_trail', '0002_factors']);
});

test('an own migration stands after the one of the starter that it was made after', () => {
  expect(tags(own('0000_invoices', '0001_trail'), own('0001_drop', '0002_factors'))).toEqual([
    ...['0000_init', '0001_trail', '0000_invoices', '0002_factors', '0001_drop'],
  ]);
});

test('own migrations keep their order, also where two branches name the places the other way round', () => {
  expect(tags(own('0000_late', '0002_factors'), own('0001_early', '0000_init'))).toEqual([
    ...['0000_init', '0001_trail', '0002_factors', '0000_late', '0001_early'],
  ]);
});

test.each([
  [
    'a migration of the starter that is not there',
    '0007_gone',
    /comes after 0007_gone, which is no migration/,
  ],
  ['nothing', undefined, /does not say which migration/],
])('an own migration that names %s is told with the file to mend', (_what, after, words) => {
  const read = () => inOrder(starter, [own('0000_invoices', after)]);
  expect(read).toThrow(SetupFault);
  expect(read).toThrow(words);
  expect(read).toThrow('db/migrations/own/meta/_journal.json');
});

test('the migrations of this checkout have their files, each with a mark of its own', () => {
  const here = readMigrations(`${import.meta.dirname}/migrations`);
  expect(here[0]?.tag).toBe('0000_init');
  expect(here.every(({ statements }) => statements.join('').trim().length > 0)).toBe(true);
  const marks = here.map(({ line, when }) => `${line} ${when}`);
  expect(new Set(marks).size).toBe(marks.length);
});
