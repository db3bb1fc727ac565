import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrastOf, type Hex, hexOf, isHex, oklchOf } from './colour';
import { colourFault, hardestGround, onAccent, paletteOf } from './palette';
import { product } from './product';

const someColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((n): Hex => `#${n.toString(16).padStart(6, '0')}`);

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#0f766e', '#ffffff', 5.47],
] as const)('the contrast of %s and %s is %d', (one, other, expected) => {
  expect(contrastOf(one, other)).toBeCloseTo(expected, 2);
  expect(contrastOf(other, one)).toBeCloseTo(expected, 2);
});

test('a colour comes back from OKLCH as it was', () => {
  fc.assert(
    fc.property(someColour, (colour) => {
      expect(hexOf(oklchOf(colour))).toBe(colour);
    }),
  );
});

describe('a colour that cannot be the accent is refused in words', () => {
  test.each([
    [
      '#facc15',
      'White text on #facc15 has a contrast of 1.5:1, and WCAG AA asks for 4.5:1. Take a darker colour, such as "#8e7302".',
    ],
    [
      '#777777',
      'White text on #777777 has a contrast of 4.4:1, and WCAG AA asks for 4.5:1. Take a darker colour, such as "#767676".',
    ],
    ['teal', '"teal" isn\'t a colour. Write it as six digits, such as "#0f766e".'],
    ['#fff', '"#fff" isn\'t a colour. Write it as six digits, such as "#0f766e".'],
    ['', '"" isn\'t a colour. Write it as six digits, such as "#0f766e".'],
  ])('%s', (colour, sentence) => {
    expect(colourFault(colour)).toBe(sentence);
  });

  test('what it names instead is taken', () => {
    fc.assert(
      fc.property(someColour, (colour) => {
        const instead = /such as "(#\w+)"/.exec(colourFault(colour) ?? '')?.[1];
        expect(instead === undefined || colourFault(instead) === undefined).toBe(true);
      }),
    );
  });
});

test('the accent of this product may be one', () => {
  expect(colourFault(product.colour)).toBeUndefined();
});

describe('every shade of a colour that may be the accent keeps WCAG AA, in light and dark', () => {
  const grounds = {
    light: ['#fbfbfc', '#ffffff', '#f3f4f6', hardestGround.light],
    dark: ['#101114', '#17181c', '#1f2026', hardestGround.dark],
  } as const;

  test('the grounds are those of app/globals.css', () => {
    const sheet = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
    for (const [index, name] of ['canvas', 'surface', 'sunken', 'hover'].entries())
      expect(sheet).toContain(`--${name}: light-dark(${grounds.light[index]}, ${grounds.dark[index]});`);
  });

  test('text on a button, text of a link, the ring of the focus and the edge of a button', () => {
    const faults = (colour: Hex) => {
      const palette = paletteOf(colour);
      return (['light', 'dark'] as const).flatMap((theme) => {
        const { accent, accentHover, accentInk, accentSoft, ring, ...rest } = palette[theme];
        const pairs: [string, Hex, Hex, number][] = [
          ['button', onAccent, accent, 4.5],
          ['button pointed at', onAccent, accentHover, 4.5],
          ['button on the page', accent, grounds[theme][1], 3],
          ['link on soft', accentInk, accentSoft, 4.5],
          ...grounds[theme].flatMap((ground): [string, Hex, Hex, number][] => [
            [`link on ${ground}`, accentInk, ground, 4.5],
            [`ring on ${ground}`, ring, ground, 3],
          ]),
        ];
        const pale = Object.values({ accent, accentHover, accentInk, accentSoft, ring, ...rest });
        expect(pale.filter((shade) => !isHex(shade))).toEqual([]);
        return pairs.filter(([, one, other, least]) => contrastOf(one, other) < least);
      });
    };
    const likely: Hex[] = ['#2f57cf', '#0f766e', '#000000', '#b91c1c', '#6d28d9', '#0000ff', '#767676'];
    for (const colour of likely) expect([colour, faults(colour)]).toEqual([colour, []]);
    fc.assert(
      fc.property(someColour, (colour) => {
        fc.pre(colourFault(colour) === undefined);
        expect([colour, faults(colour)]).toEqual([colour, []]);
      }),
      { numRuns: 300 },
    );
  });

  test('mails in dark mode: a button in the ink of links, and such a link', () => {
    for (const colour of ['#2f57cf', '#0f766e', '#000000', '#b91c1c'] as const) {
      const ink = paletteOf(colour).dark.accentInk;
      expect(contrastOf(ink, '#10131a')).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(ink, '#1f2228')).toBeGreaterThanOrEqual(4.5);
    }
  });
});
