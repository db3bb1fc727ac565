/** Colours as numbers: contrast as WCAG 2.2 defines it, and OKLCH, in which the same lightness looks equally light. Pure. */

/** Such as `#0f766e`, in small letters. */
export type Hex = `#${string}`;

/** Lightness from 0 to 1, chroma from 0 to about 0.37, hue in radians. */
export type Oklch = { readonly lightness: number; readonly chroma: number; readonly hue: number };

type Triple = readonly [number, number, number];

export const isHex = (text: string): text is Hex => /^#[0-9a-f]{6}$/.test(text);

const toLinear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const fromLinear = (part: number) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);

/** Red, green and blue, each from 0 to 1, in proportion to the light. */
function linearOf(hex: Hex): Triple {
  const part = (at: number) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [part(1), part(3), part(5)];
}

function luminance(hex: Hex): number {
  const [red, green, blue] = linearOf(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21, whichever of the two is the ground. */
export function contrastOf(one: Hex, other: Hex): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Björn Ottosson's matrices, as CSS Color 4 takes them. */
export function oklchOf(hex: Hex): Oklch {
  const [r, g, b] = linearOf(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const yellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  return { lightness, chroma: Math.sqrt(a * a + yellow * yellow), hue: Math.atan2(yellow, a) };
}

function linearFrom({ lightness, chroma, hue }: Oklch): Triple {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** What a screen can't show loses chroma until it can. */
export function hexOf(colour: Oklch): Hex {
  let { chroma } = colour;
  let parts = linearFrom(colour);
  const isShown = (part: number) => part >= -0.0005 && part <= 1.0005;
  while (chroma > 0 && !parts.every(isShown)) {
    chroma = Math.max(0, chroma - 0.002);
    parts = linearFrom({ ...colour, chroma });
  }
  const byte = (part: number) => Math.round(255 * fromLinear(Math.min(1, Math.max(0, part))));
  return `#${parts.map((part) => byte(part).toString(16).padStart(2, '0')).join('')}`;
}
