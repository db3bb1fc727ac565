/** What the product's name, colour and mark look like: the files that are written from lib/config/product.ts. */

import type { Hex } from '../lib/config/colour';
import { onAccent, paletteOf } from '../lib/config/palette';
import { escapedText } from '../lib/web/server/plain-document';
import { betweenMarks } from './between-marks';
import { favicon } from './favicon';

type Look = { readonly name: string; readonly colour: Hex; readonly mark: string };

const opening = '  /* accent, from lib/config/product.ts: npm run docs:generate */';
const closing = '  /* end of accent */';

/** The tokens of app/globals.css. Throws where the style sheet has lost their marks. */
function withAccent({ colour }: Look, sheet: string): string {
  const { light, dark } = paletteOf(colour);
  const both = (key: keyof typeof light) => `light-dark(${light[key]}, ${dark[key]})`;
  const lines = [
    `  --accent: ${both('accent')};`,
    `  --accent-hover: ${both('accentHover')};`,
    `  --on-accent: ${onAccent};`,
    `  --accent-ink: ${both('accentInk')};`,
    `  --accent-soft: ${both('accentSoft')};`,
    `  --accent-line: ${both('accentLine')};`,
    `  --ring: ${both('ring')};`,
  ];
  return betweenMarks(sheet, [opening, closing], 'accent', `\n${lines.join('\n')}\n`);
}

const icon = ({ name, colour, mark }: Look) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"><title>${escapedText(name)}</title><rect width="24" height="24" rx="6" fill="${colour}"/><path d="${mark}" stroke="${onAccent}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>\n`;

/** Each file by its path, and how it is made from the look and from what it is now. */
export const looks: Readonly<Record<string, (look: Look, now: Buffer) => Buffer>> = {
  'app/globals.css': (look, now) => Buffer.from(withAccent(look, now.toString())),
  'app/icon.svg': (look) => Buffer.from(icon(look)),
  'app/favicon.ico': favicon,
};
