import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { product } from '../lib/config/product';
import { root } from './child';
import { favicon, linesOfMark } from './favicon';
import { looks } from './looks';
import { letterMarks } from './mark-letters';

it.each(Object.entries(looks))(
  '%s looks as lib/config/product.ts says; if not, run npm run docs:generate',
  (name, made) => {
    const now = readFileSync(join(root, name));
    expect(made(product, now).equals(now)).toBe(true);
  },
);

describe('the icon', () => {
  const drawn = favicon({ colour: '#0f766e', mark: 'M8 6V18M16 6V18M8 12H16' });
  /** Red, green, blue and alpha of a pixel, counted from the top left. */
  const pixel = (x: number, y: number) => {
    const [blue = 0, green = 0, red = 0, alpha = 0] = drawn.subarray(22 + 40 + ((47 - y) * 48 + x) * 4);
    return [red, green, blue, alpha];
  };

  test('has the colour as its ground, white lines on it and nothing in its corners', () => {
    expect(pixel(24, 4)).toEqual([0x0f, 0x76, 0x6e, 255]);
    expect(pixel(16, 24)).toEqual([255, 255, 255, 255]);
    expect(pixel(32, 13)).toEqual([255, 255, 255, 255]);
    expect(pixel(0, 0)[3]).toBe(0);
    expect(pixel(47, 47)[3]).toBe(0);
  });

  test('says how long it is where a reader looks for it', () => {
    expect(drawn.readUInt32LE(14)).toBe(drawn.length - 22);
    expect(drawn.readUInt32LE(18)).toBe(22);
  });
});

test('every letter and digit has a mark that can be drawn, and no two have the same', () => {
  expect([...letterMarks.keys()]).toEqual([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789']);
  expect([...letterMarks].filter(([, path]) => !linesOfMark(path))).toEqual([]);
  expect(new Set(letterMarks.values()).size).toBe(36);
});

test.each([
  '',
  'H',
  '8 6V18',
  'M8 6',
  'M8 6V25',
  'M8 6V-1',
  'M8 6A3 3 0 0 1 9 9',
  'M8 6v3',
  'M8 6V3z',
  'M8V6',
  'M8 6V"',
])('a path that cannot be drawn is told apart: %s', (path) => {
  expect(linesOfMark(path)).toBeUndefined();
});
