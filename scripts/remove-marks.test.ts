import { describe, expect, test } from 'vitest';
import { faultsOfMarks, withoutPart } from './remove-marks';

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');

describe('a line goes', () => {
  test.each([
    "  { href: '/projects' }, // only: sample",
    '  {/* only: sample */}',
    '| row | <!-- only: sample -->',
    '  - run: it # only: sample',
    '  a { color: red } /* only: sample */',
  ])('with its mark: %s', (line) => {
    expect(withoutPart(lines('before', line, 'after'), 'sample')).toBe(lines('before', 'after'));
  });

  test.each([
    "  { href: '/projects' }, // only: plans",
    '// say only: sample of nothing',
    "const text = 'only: sample';",
    '// only: sample is a word of this sentence',
  ])('and this one stays: %s', (line) => {
    expect(withoutPart(lines('before', line), 'sample')).toBe(lines('before', line));
  });

  test('once nothing needs it any more, whichever goes first', () => {
    const both = "  'sample', // only: sample or plans\n";
    expect(withoutPart(both, 'sample')).toBe("  'sample', // only: plans\n");
    expect(withoutPart(both, 'plans')).toBe("  'sample', // only: sample\n");
    expect(withoutPart(withoutPart(both, 'sample'), 'plans')).toBe('');
    expect(withoutPart(both, 'drafts')).toBe(both);
  });
});

describe('what stands between two marks goes', () => {
  test.each([
    ['// ', ''],
    ['  {/* ', ' */}'],
    ['<!-- ', ' -->'],
  ])('with the lines of the marks: %s', (open, close) => {
    const text = lines(
      'before',
      `${open}only: sample, from here${close}`,
      'theirs',
      '',
      `${open}only: sample, to here${close}`,
      'after',
    );
    expect(withoutPart(text, 'sample')).toBe(lines('before', 'after'));
    expect(withoutPart(text, 'plans')).toBe(text);
  });

  test('also some words of a line, which goes on behind them', () => {
    const words = (part: string) =>
      `<!-- only: ${part}, from here -->, ${part}<!-- only: ${part}, to here -->`;
    const text = lines(`Mail${words('sample')}${words('drafts')}.`, words('sample'), 'after');
    expect(withoutPart(text, 'sample')).toBe(lines(`Mail${words('drafts')}.`, '', 'after'));
    expect(withoutPart(text, 'drafts')).toBe(lines(`Mail${words('sample')}.`, words('sample'), 'after'));
  });

  test('with what another part has in it, and without it', () => {
    const text = lines(
      '// only: sample, from here',
      'a',
      '// only: drafts, from here',
      'b',
      '// only: drafts, to here',
      'c // only: drafts',
      '// only: sample, to here',
      'after',
    );
    expect(withoutPart(text, 'sample')).toBe('after\n');
    expect(withoutPart(text, 'drafts')).toBe(
      lines('// only: sample, from here', 'a', '// only: sample, to here', 'after'),
    );
  });
});

test('a line that waits for the part to go takes its place', () => {
  const text = lines('  const ctx = await open(); // only: drafts', '  // without drafts: await open();');
  expect(withoutPart(text, 'drafts')).toBe('  await open();\n');
  expect(withoutPart(text, 'sample')).toBe(text);
});

describe('a mark is refused', () => {
  test.each([
    ['x // only: samples\n', 'there is no part called "samples"'],
    ['x // only: plans or projects\n', 'there is no part called "projects"'],
    ['// without projects: x\n', 'there is no part called "projects"'],
    ['// only: plans, from here\nx\n', '"plans, from here" does not end'],
    ['x\n// only: plans, to here\n', '"plans, to here" ends what did not begin'],
    [
      '// only: plans, from here\n// only: drafts, from here\n// only: plans, to here\n// only: drafts, to here\n',
      '"plans, to here" ends what did not begin',
    ],
  ])('%j', (text, fault) => {
    expect(faultsOfMarks(text)).toContain(fault);
  });

  test('and none of these', () => {
    expect(
      faultsOfMarks(
        'a // only: plans\n// only: drafts, from here\n// only: drafts, to here\n// without plans: x\n',
      ),
    ).toEqual([]);
  });
});
