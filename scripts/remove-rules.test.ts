import { describe, expect, test } from 'vitest';
import { type PartName, partNames } from './remove-marks';
import { readRemoval } from './remove-rules';

const asked = (line: string, there: readonly PartName[] = partNames) =>
  readRemoval(line.split(' ').filter(Boolean), there);

test.each([
  ['sample', ['sample']],
  ['plans', ['plans']],
  ['drafts plans', ['plans', 'drafts']],
  ['drafts sample plans sample', ['sample', 'plans', 'drafts']],
] as const)('%s is done', (line, names) => {
  expect(asked(line)).toEqual({ names, forced: false });
  expect(asked(`--force ${line}`)).toEqual({ names, forced: true });
});

describe('refused is', () => {
  test.each([
    ['', 'Say what to remove.'],
    ['--force', 'Say what to remove.'],
    ['projects', 'There is nothing called "projects" to remove.'],
    ['sample --all', 'There is nothing called "--all" to remove.'],
    ['drafts', 'The part "plans" needs drafts. Remove both: npm run remove -- plans drafts'],
    ['drafts sample', 'The part "plans" needs drafts. Remove both: npm run remove -- sample plans drafts'],
  ])('"%s"', (line, sentence) => {
    expect(asked(line)).toBe(sentence);
  });

  test('what is gone already', () => {
    expect(asked('sample', ['plans', 'drafts'])).toBe('This checkout has no sample any more.');
  });
});

test('all are those that are there', () => {
  expect(asked('all')).toEqual({ names: partNames, forced: false });
  expect(asked('all --force', ['sample', 'drafts'])).toEqual({ names: ['sample', 'drafts'], forced: true });
  expect(asked('all', [])).toBe('There is nothing left to remove.');
  expect(asked('all sample')).toBe('There is nothing called "all" to remove.');
});

test('where plans are gone, drafts go alone', () => {
  expect(asked('drafts', ['sample', 'drafts'])).toEqual({ names: ['drafts'], forced: false });
});
