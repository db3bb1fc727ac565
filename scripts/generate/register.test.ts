import { describe, expect, test } from 'vitest';
import { type Addition, registered } from './register';

const into = (text: string, ...additions: readonly Addition[]) => registered('a.ts', text, additions);
const lines = (...each: string[]) => `${each.join('\n')}\n`;

describe('a list', () => {
  test('gets one more at its end, after whatever belongs to the last', () => {
    const text = lines('const nav = [', "  'a',", "  'b', // why", '] as const;');
    expect(into(text, { kind: 'element', of: 'nav', text: "'c'" })).toBe(
      lines('const nav = [', "  'a',", "  'b', // why", "'c',", '] as const;'),
    );
  });

  test('on one line as well, with or without a comma at its end', () => {
    expect(into('const nav = [a, b];\n', { kind: 'element', of: 'nav', text: 'c' })).toBe(
      lines('const nav = [a, b,', 'c,', '];'),
    );
    expect(into('const nav = [a, ];\n', { kind: 'element', of: 'nav', text: 'c' })).toBe(
      lines('const nav = [a, ', 'c,', '];'),
    );
    expect(into('const nav: string[] = [];\n', { kind: 'element', of: 'nav', text: 'c' })).toBe(
      lines('const nav: string[] = [', 'c,', '];'),
    );
  });

  test('before its last, where that is to stay the last', () => {
    const text = lines('const all = of([', "  'a',", '  // why', "  'rest',", ']);');
    expect(into(text, { kind: 'element', of: 'all', text: "'b'", beforeLast: true })).toBe(
      lines('const all = of([', "  'a',", '  // why', "  'b',", "'rest',", ']);'),
    );
  });

  test('that has no name is found by what it holds', () => {
    const text = lines(
      "for (const path of ['/', '/help']) go(path);",
      "for (const path of ['/dashboard']) go(path);",
    );
    expect(into(text, { kind: 'element', holding: "'/dashboard'", text: "'/b'" })).toBe(
      lines(
        "for (const path of ['/', '/help']) go(path);",
        "for (const path of ['/dashboard',",
        "'/b',",
        ']) go(path);',
      ),
    );
  });
});

describe('a table', () => {
  const text = lines('const words: W = {', "  a: says('A'), // why", '} satisfies X;');

  test('gets a line', () => {
    expect(into(text, { kind: 'property', of: 'words', name: 'b', text: "says('B')" })).toBe(
      lines('const words: W = {', "  a: says('A'), // why", "b: says('B'),", '} satisfies X;'),
    );
  });

  test('also where a function returns it, or what it holds is spread', () => {
    expect(
      into('async function all() {\n  return { a: 1, ...b };\n}\n', {
        kind: 'property',
        returnedBy: 'all',
        name: 'c',
        text: 'await d()',
      }),
    ).toBe('async function all() {\n  return { a: 1, ...b, \nc: await d(),\n};\n}\n');
    expect(into('const a = { ...b };\n', { kind: 'property', of: 'a', name: '...c', text: '' })).toBe(
      'const a = { ...b, \n...c,\n};\n',
    );
  });

  test('of types gets a line, and a union a member', () => {
    expect(into('type Facts = {\n  a: A;\n};\n', { kind: 'member', of: 'Facts', name: 'b', text: 'B' })).toBe(
      'type Facts = {\n  a: A;\nb: B;\n};\n',
    );
    expect(into("type Kinds = 'a' | 'b';\n", { kind: 'union', of: 'Kinds', text: "'c'" })).toBe(
      "type Kinds = 'a' | 'b' | 'c';\n",
    );
  });

  test('that has it already is told, and not written twice', () => {
    const again: Addition = { kind: 'property', of: 'words', name: 'a', text: '1' };
    expect(() => into(text, again)).toThrow('a.ts has a in words already');
    expect(() => into("const l = ['x'];", { kind: 'element', of: 'l', text: "'x'" })).toThrow(
      "a.ts has 'x' in l already",
    );
    expect(() => into("type K = 'x';", { kind: 'union', of: 'K', text: "'x'" })).toThrow(
      "a.ts has 'x' in K already",
    );
  });
});

test('an import, a statement at the end and one before what a function returns', () => {
  const text = lines("import { a } from './a';", '', 'export function make() {', '  return a;', '}');
  expect(
    into(
      text,
      { kind: 'import', text: "import { b } from './b';" },
      { kind: 'statement', text: 'export const c = 1;' },
      { kind: 'beforeReturn', of: 'make', text: 'b();' },
    ),
  ).toBe(
    lines(
      "import { a } from './a';",
      "import { b } from './b';",
      '',
      'export function make() {',
      '  b();',
      'return a;',
      '}',
      'export const c = 1;',
    ),
  );
});

test('one more name from a file that is asked already, and none twice', () => {
  const text = "import { a, type B } from './a';\n";
  const add = (name: string) => into(text, { kind: 'importName', name, from: './a' });
  expect(add('c')).toBe("import { a, type B, c } from './a';\n");
  expect(add('a')).toBe(text);
});

test('what somebody has moved or renamed is told by its place', () => {
  expect(() => into('const other = [];', { kind: 'element', of: 'nav', text: "'c'" })).toThrow(
    'a.ts has no list nav any more',
  );
  expect(() => into('const nav = {};', { kind: 'element', of: 'nav', text: "'c'" })).toThrow(
    'a.ts has no list nav any more',
  );
  expect(() => into('const a = 1;', { kind: 'beforeReturn', of: 'make', text: '' })).toThrow(
    'a.ts has no function make any more',
  );
});
