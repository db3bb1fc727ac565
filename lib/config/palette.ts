/** Every shade of the accent, from the one colour in product.ts: for pages, mails and the icon. Pure. */

import { contrastOf, type Hex, hexOf, isHex, type Oklch, oklchOf } from './colour';
import { product } from './product';

type Shades = {
  /** Grounds of buttons, under `onAccent`. */
  readonly accent: Hex;
  readonly accentHover: Hex;
  /** Links and marked text. */
  readonly accentInk: Hex;
  readonly accentSoft: Hex;
  readonly accentLine: Hex;
  /** Around what has the focus. */
  readonly ring: Hex;
};
export type Palette = { readonly light: Shades; readonly dark: Shades };

export const onAccent = '#ffffff';

/** The least favourable grounds of app/globals.css that the accent's ink stands on: `--hover`. */
export const hardestGround = { light: '#eceef1', dark: '#282a31' } as const;

/** WCAG 2.2, 1.4.3. */
const textContrast = 4.5;

/** What is wrong with a colour, for a person to read; undefined where it can be the accent. */
export function colourFault(text: string): string | undefined {
  if (!isHex(text)) return `"${text}" isn't a colour. Write it as six digits, such as "#0f766e".`;
  const contrast = contrastOf(text, onAccent);
  if (contrast >= textContrast) return undefined;
  const darker = darkened(oklchOf(text), onAccent, textContrast);
  const rounded = Math.floor(contrast * 10) / 10;
  return `White text on ${text} has a contrast of ${rounded}:1, and WCAG AA asks for ${textContrast}:1. Take a darker colour, such as "${darker}".`;
}

/** The contrast of each shade holds for any colour that `colourFault` lets pass. */
export function paletteOf(colour: Hex): Palette {
  const { lightness, chroma, hue } = oklchOf(colour);
  const shade = (light: number, much: number) => hexOf({ lightness: light, chroma: chroma * much, hue });
  const ofDark = darkened({ lightness: 0.75, chroma, hue }, onAccent, 5);
  const inkOfDark = lightened({ lightness: 0.6, chroma: chroma * 0.61, hue }, hardestGround.dark, 6.5);
  return {
    light: {
      accent: colour,
      accentHover: shade(lightness < 0.25 ? 0.3 : lightness - 0.054, 0.9),
      accentInk: darkened({ lightness: lightness - 0.025, chroma, hue }, hardestGround.light, 5),
      accentSoft: shade(0.961, 0.08),
      accentLine: shade(0.883, 0.24),
      ring: colour,
    },
    dark: {
      accent: ofDark,
      accentHover: shade(oklchOf(ofDark).lightness - 0.045, 0.95),
      accentInk: inkOfDark,
      accentSoft: shade(0.268, 0.28),
      accentLine: shade(0.386, 0.49),
      ring: inkOfDark,
    },
  };
}

const step = 0.005;

/** The lightest of this hue that stands out from the ground as much as asked. */
function darkened(from: Oklch, ground: Hex, contrast: number): Hex {
  let { lightness } = from;
  while (lightness > 0 && contrastOf(hexOf({ ...from, lightness }), ground) < contrast) lightness -= step;
  return hexOf({ ...from, lightness: Math.max(0, lightness) });
}

/** The darkest of this hue that stands out from the ground as much as asked. */
function lightened(from: Oklch, ground: Hex, contrast: number): Hex {
  let { lightness } = from;
  while (lightness < 1 && contrastOf(hexOf({ ...from, lightness }), ground) < contrast) lightness += step;
  return hexOf({ ...from, lightness: Math.min(1, lightness) });
}

export const palette = paletteOf(product.colour);
